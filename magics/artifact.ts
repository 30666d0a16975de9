/** `%artifact`: files. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Copies a file or a folder into the run. */
export const artifact: Magic = {
  name: "artifact",
  summary: "Copies a file or a folder into the active run.",
  usage: ["%artifact PATH [--name NAME] [--type TYPE]"],
  examples: [["%artifact data/train.csv --type dataset", "keeps the file with the run"]],
  line: "arguments",
  positional: ["path"],
  options: {
    name: { summary: "its name in the run; the last part of the path by default", value: "NAME" },
    type: { summary: "what it is", value: "TYPE" },
  },
  async run({ positional: [path], options: { name, type }, isAssigned }) {
    if (path === undefined) {
      throw new TypeError("Cannot log an artifact: no path is given, expected %artifact PATH");
    }
    const source = path instanceof URL ? path : textOf(path, "the path");
    const entry = await activeRun("artifact").logArtifact(source, {
      ...name === undefined ? {} : { name: textOf(name, "--name") },
      ...type === undefined ? {} : { type: textOf(type, "--type") },
    });
    if (entry === undefined || isAssigned) return entry;
    return `${entry.path} (version ${entry.version}, ${entry.size} bytes)`;
  },
};
