/** What an executed notebook shows, without what differs from time to time and from machine to machine. @module */

import { stripVTControlCharacters } from "node:util";
import type { Notebook, Output } from "../../src/notebook/mod.ts";

/** What is hidden, in this order. */
const HIDDEN: [pattern: RegExp, shown: string][] = [
  // Whether a card was quick enough to know the commit.
  [/^ *commit .*\n/gm, ""],
  // What differs in the code follows, which is no part of what a run logged.
  [/^\n?Code: [^]*/m, ""],
  [/^.*The slowest run took .*\n/gm, ""],
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "<id>"],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\b/g, "<time>"],
  [/\b\d+(?:\.\d+)? (?:ns|μs|ms|s|min)(?![\w/])/g, "<duration>"],
  [/, and <duration> of waiting/g, ""],
  [/\b\d+(?:\.\d+)? %/g, "<share>"],
  [/Deno [\d.]+, \S+, \d+ packages/g, "Deno <version>, <platform>, <count> packages"],
  // Quoted where the folder's path has characters that a shell would read.
  [/"(<folder>[^"]*)"/g, "$1"],
  // Columns are as wide as what was hidden.
  [/(?<=\S) {2,}/g, "  "],
  [/─+/g, "─"],
  [/[ \t]+$/gm, ""],
];

/** Returns the outputs of all code cells as text: their types, and what they tell as text. */
export function describe({ cells }: Notebook, folder: string): string {
  const parts = cells.filter(({ cell_type }) => cell_type === "code").map((cell) => {
    const outputs = (cell.outputs ?? []).map((output) => describeOutput(output, folder));
    return [`=== ${cell.id}`, ...outputs.filter((text) => text !== "")].join("\n");
  });
  return `${parts.join("\n\n")}\n`;
}

function describeOutput(output: Output, folder: string): string {
  const { output_type: type, name, data = {} } = output;
  if (type === "error") return `--- error\n${output.ename}: ${output.evalue}`;
  const bundle = data as Record<string, unknown>;
  const shown = type === "stream" ? output.text : bundle["text/plain"] ?? ownText(bundle);
  const text = hide(textOf(shown).replaceAll(folder, "<folder>")).trimEnd();
  const kinds = type === "stream" ? name : Object.keys(bundle).sort().join(" ");
  // A stream of which nothing is left might as well not be there.
  return type === "stream" && text === "" ? "" : `--- ${type} ${kinds}\n${text}`.trimEnd();
}

/** The text of what is shown in one form only; pictures have none. */
function ownText(bundle: Record<string, unknown>): unknown {
  return bundle["text/html"] ?? bundle["text/markdown"] ?? "";
}

function textOf(text: unknown): string {
  return stripVTControlCharacters(Array.isArray(text) ? text.join("") : String(text));
}

function hide(text: string): string {
  return HIDDEN.reduce((left, [pattern, shown]) => left.replace(pattern, shown), text);
}
