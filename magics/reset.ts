/** `%reset`. @module */

import { ask } from "./jupyter.ts";
import { kernel } from "./kernel.ts";
import type { Magic } from "./magic.ts";

/** Starts the session anew. */
export const reset: Magic = {
  name: "reset",
  summary: "Forgets all variables and modules: starts the session anew.",
  usage: ["%reset [-f]"],
  examples: [
    ["%reset", "asks first"],
    ["%reset -f", "does not ask"],
  ],
  line: "arguments",
  isSync: true,
  options: { force: { short: "f", summary: "does not ask" } },
  run({ options }) {
    const around = kernel("reset");
    const isSure = options.force === true ||
      /^\s*y(es)?\s*$/i.test(ask("All variables will be forgotten. Are you sure? (y/N) "));
    if (isSure) around.tell("restart", {});
    else console.log("Nothing done.");
  },
};
