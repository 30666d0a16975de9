/** `%best`: the best run. @module */

import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { nearest } from "./parser/mod.ts";
import { textOf } from "./values.ts";

/** Shows the best run. */
export const best: Magic = {
  name: "best",
  summary: "Shows the run with the best value of a metric.",
  usage: ["%best METRIC [min|max] [--project P] [--where TEXT] [--dir DIR]"],
  examples: [
    ["%best val/loss", "the smallest, as the metric's name says"],
    ["%best score max --project penguins", "the largest, of one project"],
    ["const run = %best val/loss", "the run as a value"],
  ],
  line: "arguments",
  positional: ["metric", ["min", "max"]],
  options: {
    project: { summary: "of which project", value: "P", kind: "project" },
    where: { summary: "an expression that chooses runs", value: "TEXT", kind: "text" },
    dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" },
  },
  async run({ positional: [metric, mode], options: { project, where, dir }, isAssigned }) {
    if (metric === undefined) {
      throw new TypeError("Cannot tell the best run: no metric is given, expected %best METRIC");
    }
    const name = textOf(metric, "the metric");
    const found = await labbook().best(name, mode as "min" | "max" | undefined, {
      ...project === undefined ? {} : { project: textOf(project, "--project") },
      ...where === undefined ? {} : { where: textOf(where, "--where") },
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
    });
    if (found !== null || isAssigned) return found;
    const runs = await labbook().runs({
      ...project === undefined ? {} : { project: textOf(project, "--project") },
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
    });
    const near = nearest(name, new Set(runs.flatMap(({ metrics }) => Object.keys(metrics))));
    const hint = near === undefined ? "" : `: did you mean ${JSON.stringify(near)}?`;
    throw new Error(
      `Cannot tell the best run: none has the metric ${JSON.stringify(name)}${hint}`,
    );
  },
};
