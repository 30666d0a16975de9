/** `%note`, `%%note`: the note of the run. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";

/** Sets the note of the run. */
export const note: Magic = {
  name: "note",
  summary: "Sets the note of the active run, in Markdown.",
  usage: ["%note TEXT", "%%note"],
  examples: [["%note Half the learning rate of the run before.", "one line"]],
  line: "arguments",
  cell: "text",
  isRaw: true,
  isSync: true,
  run({ kind, text, body = "" }) {
    const written = (kind === "cell" ? body : text).trim();
    if (written === "") {
      throw new TypeError("Cannot set the note: it is empty, expected %note TEXT");
    }
    activeRun("note").setNote(written);
  },
};
