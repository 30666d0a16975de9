/** `%who`. @module */

import type { Magic } from "./magic.ts";
import { noVariables, variables } from "./variables.ts";

/** Lists the names of the variables. */
export const who: Magic = {
  name: "who",
  summary: "Lists the variables that cells have declared.",
  usage: ["%who [TYPE …]"],
  examples: [
    ["%who", "all names"],
    ["%who number Array", "the numbers and the arrays"],
  ],
  line: "arguments",
  isSync: true,
  positional: ["text"],
  isVariadic: true,
  run({ positional, isAssigned }) {
    const names = variables("who", positional).map(({ name }) => name);
    if (isAssigned) return names;
    return names.length === 0 ? noVariables(positional) : names.join("\t");
  },
};
