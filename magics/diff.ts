/** `%diff`: what differs between two runs. @module */

import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Shows what differs between two runs. */
export const diff: Magic = {
  name: "diff",
  summary: "Shows what differs between two runs: parameters, metrics, code, packages, commit.",
  usage: ["%diff RUN [RUN] [--dir DIR]"],
  examples: [
    ["%diff baseline wide", "two runs by name"],
    ["%diff baseline", "a run and the active one, else the one before it"],
  ],
  line: "arguments",
  positional: ["run", "run"],
  options: { dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" } },
  async run({ positional: [first, second], options: { dir } }) {
    if (first === undefined) {
      throw new TypeError("Cannot compare runs: none is given, expected %diff RUN [RUN]");
    }
    const library = labbook();
    // The kernel writes a run's code a moment after its cells.
    library.host()?.ask("recorded", {});
    const active = library.currentRun();
    const other = second === undefined ? active?.path : textOf(second, "the second run");
    return await library.diff(textOf(first, "the first run"), other, {
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
    });
  },
};
