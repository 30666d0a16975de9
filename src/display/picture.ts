/** Pictures within HTML. @module */

import { Buffer } from "node:buffer";
import { escapeHtml, shorten } from "./html.ts";

/** A picture. */
export interface Picture {
  /** What it is called. */
  name: string;
  /** Its MIME type. */
  type: "image/png" | "image/jpeg" | "image/svg+xml";
  /** Its content. */
  bytes: Uint8Array;
}

/** A picture as HTML that needs no other file. Also SVG is an image there: scripts in it do not run. */
export function pictureHtml({ name, type, bytes }: Picture): string {
  const label = escapeHtml(shorten(name, 200));
  const source = `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
  return `<figure style="margin:0.5em 0"><img alt="${label}" src="${source}" style="max-width:100%">` +
    `<figcaption>${label}</figcaption></figure>`;
}
