/** `%%svg`. @module */

import { shown } from "./jupyter.ts";
import type { Magic } from "./magic.ts";

/** Shows the cell as an SVG image. */
export const svg: Magic = {
  name: "svg",
  summary: "Shows the lines below as an SVG image.",
  usage: ["%%svg"],
  examples: [["%%svg", "shows the image below, from `<svg …>` to `</svg>`"]],
  cell: "text",
  isSync: true,
  run: ({ body }) => shown({ "image/svg+xml": body }),
};
