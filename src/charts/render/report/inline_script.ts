/**
 * Scripts and data within a page.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A script as HTML, and what lets a policy allow this one and no other. */
export interface InlineScript {
  /** The element. */
  html: string;
  /** The source expression of the policy's `script-src`. */
  source: string;
}

/** Puts a script into a page. */
export function inlineScript(code: string): InlineScript {
  // Within strings, regular expressions and templates these are the same to JavaScript, but not to HTML,
  // which also would change other ends of lines, and so the hash.
  const text = code
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "\\0")
    .replace(/<(?=\/script|script)/gi, "\\x3c")
    .replaceAll("<!--", "\\x3c!--");
  const hash = createHash("sha256").update(text.toWellFormed()).digest("base64");
  return { html: `<script>${text.toWellFormed()}</script>`, source: `'sha256-${hash}'` };
}

/** Puts data into a page, for a script to read by the element's id. */
export function inlineData(id: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll("<", "\\u003c").toWellFormed();
  return `<script type="application/json" id="${id}">${json}</script>`;
}
