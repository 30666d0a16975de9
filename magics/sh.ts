/** `%%sh`. @module */

import type { Magic } from "./magic.ts";
import { runShell } from "./shell.ts";

/** Runs the cell in the shell. */
export const sh: Magic = {
  name: "sh",
  summary:
    "Runs the lines below in the shell; `$x` and `${x}` there are the shell's own variables.",
  usage: ["%%sh [ARGUMENT …]"],
  examples: [
    ["%%sh", "runs a script; one that fails is an error"],
    ["%%sh ${folder} 3", "with arguments, which the script reads as `$1` and `$2`"],
  ],
  cell: "text",
  positional: ["text"],
  isVariadic: true,
  async run({ body = "", positional, signal }) {
    const { code } = await runShell({
      script: body,
      variables: {},
      arguments: positional.map(String),
      isCaptured: false,
      signal,
    });
    if (code !== 0) {
      throw new Error(`Cannot run the script to its end: its exit code is ${code}, expected 0`);
    }
  },
};
