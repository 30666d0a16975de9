/** `%param`: parameters. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";

/** Logs parameters. */
export const param: Magic = {
  name: "param",
  summary: "Logs parameters into the active run.",
  usage: ["%param key=value …"],
  examples: [
    ["%param lr=0.1 optimizer=adam layers=[64,32]", "values are read as JSON where they are JSON"],
    ["%param model=${config}", "the value of a variable"],
  ],
  line: "arguments",
  isSync: true,
  pairs: "parameter",
  run({ pairs }) {
    if (Object.keys(pairs).length === 0) {
      throw new TypeError("Cannot log parameters: none is given, expected such as %param lr=0.1");
    }
    activeRun("param").logParams(pairs);
  },
};
