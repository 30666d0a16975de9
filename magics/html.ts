/** `%%html`. @module */

import { shown } from "./jupyter.ts";
import type { Magic } from "./magic.ts";

/** Shows the cell as HTML. */
export const html: Magic = {
  name: "html",
  summary: "Shows the lines below as HTML.",
  usage: ["%%html [--isolated]"],
  examples: [
    ["%%html", "shows the HTML below"],
    ["%%html --isolated", "in a frame of its own, so that its styles do not reach the page"],
  ],
  cell: "text",
  isSync: true,
  options: { isolated: { summary: "draws it in a frame of its own" } },
  run({ body, options }) {
    const metadata = options.isolated === true ? { "text/html": { isolated: true } } : {};
    return shown({ "text/html": body }, metadata);
  },
};
