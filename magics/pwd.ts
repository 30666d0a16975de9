/** `%pwd`. @module */

import type { Magic } from "./magic.ts";

/** Gives the working folder. */
export const pwd: Magic = {
  name: "pwd",
  summary: "Gives the working folder of the session.",
  usage: ["%pwd"],
  examples: [
    ["%pwd", "shows it"],
    ["const here = %pwd", "keeps it"],
  ],
  line: "arguments",
  isSync: true,
  run: () => Deno.cwd(),
};
