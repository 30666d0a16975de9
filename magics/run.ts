/** `%run`: one run. @module */

import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Shows one run. */
export const run: Magic = {
  name: "run",
  summary: "Shows one run with its parameters, metrics and figures.",
  usage: ["%run NAME [--dir DIR]"],
  examples: [["%run penguins/baseline", "by project and name, name, path, or the start of its id"]],
  line: "arguments",
  positional: ["run"],
  options: { dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" } },
  async run({ positional: [name], options: { dir } }) {
    const library = labbook();
    const ref = name === undefined ? library.currentRun()?.path : textOf(name, "the run's name");
    if (ref === undefined) {
      throw new TypeError(
        "Cannot show a run: no name is given and no run is active, expected %run NAME",
      );
    }
    return await library.showRun(ref, {
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
    });
  },
};
