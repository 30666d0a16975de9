/** A unified difference as HTML. @module */

import { escapeHtml, shorten } from "./html.ts";

const LINE_WIDTH = 500;

/** See-through, so that the theme's text reads on them; the signs + and - stay, for those who see no colours. */
const BACKGROUNDS: Readonly<Record<string, string>> = {
  "+": "rgba(46,160,67,0.2)",
  "-": "rgba(248,81,73,0.2)",
};

/** The lines of a unified difference, each safe to print; very long ones are cut. */
export function diffLines(diff: string): string[] {
  return diff.trimEnd().split("\n").map((line) =>
    shorten(line.replaceAll("\t", "    "), LINE_WIDTH)
  );
}

function lineHtml(line: string): string {
  const text = escapeHtml(line);
  const isHeader = line.startsWith("+++ ") || line.startsWith("--- ");
  if (isHeader || line.startsWith("@@")) return `<b>${text}</b>`;
  const background = BACKGROUNDS[line[0] ?? ""];
  return background ? `<span style="background-color:${background}">${text}</span>` : text;
}

/** A unified difference as HTML: what came and what went has a background beside its sign. */
export function diffHtml(diff: string): string {
  const lines = diffLines(diff).map(lineHtml);
  return `<pre style="overflow:auto;line-height:1.3">${lines.join("\n")}</pre>`;
}
