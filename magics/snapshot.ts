/** `%snapshot`: the notebook as it was executed, now. @module */

import { activeRun } from "./current.ts";
import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";

/** Writes the notebook's snapshot now. */
export const snapshot: Magic = {
  name: "snapshot",
  summary:
    "Writes the executed notebook and its script into the active run now, this cell's beginning included.",
  usage: ["%snapshot"],
  examples: [["%snapshot", "code/notebook.ipynb and code/session.ts of the run"]],
  line: "arguments",
  isSync: true,
  run({ isAssigned }) {
    activeRun("snapshot");
    const written = labbook().host()?.ask("snapshot", {}) as
      | { notebook: string; script: string }
      | null
      | undefined;
    if (!written) {
      throw new Error("Cannot write the snapshot: this kernel keeps no record of cells");
    }
    return isAssigned ? written : `${written.notebook}\n${written.script}`;
  },
};
