/** `%runs`: a table of runs. @module */

import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { countOf, textOf } from "./values.ts";

/** Lists runs. */
export const runs: Magic = {
  name: "runs",
  summary: "Shows a table of runs, the newest first.",
  usage: ["%runs [PROJECT] [--where TEXT] [--sort FIELD] [--limit N] [--dir DIR]"],
  examples: [
    ["%runs penguins --sort -metrics.accuracy.best --limit 10", "the ten best"],
    [
      "%runs --where \"params.lr < 0.1 and status = 'finished'\"",
      "those that an expression chooses",
    ],
    ["const list = %runs", "the runs as an array"],
  ],
  line: "arguments",
  positional: ["project"],
  options: {
    where: { summary: "an expression that chooses runs", value: "TEXT", kind: "text" },
    sort: { summary: "fields to sort by, - for falling", value: "FIELD", kind: "text" },
    limit: { summary: "how many at most", value: "N", kind: "text" },
    dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" },
  },
  async run({ positional: [project], options: { where, sort, limit, dir } }) {
    return await labbook().runs({
      ...project === undefined ? {} : { project: textOf(project, "the project") },
      ...where === undefined ? {} : { where: textOf(where, "--where") },
      ...sort === undefined ? {} : { sort: textOf(sort, "--sort") },
      ...limit === undefined ? {} : { limit: countOf(limit, "--limit") },
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
    });
  },
};
