/** `%%markdown`. @module */

import { shown } from "./jupyter.ts";
import type { Magic } from "./magic.ts";

/** Shows the cell as Markdown. */
export const markdown: Magic = {
  name: "markdown",
  summary: "Shows the lines below as Markdown.",
  usage: ["%%markdown"],
  examples: [["%%markdown", "shows the Markdown below, formulas too"]],
  cell: "text",
  isSync: true,
  run: ({ body }) => shown({ "text/markdown": body }),
};
