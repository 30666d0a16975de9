/** Cells as TypeScript without magics. @module */

import { type FoundMagic, type MagicShape, parseArguments } from "../../../../magics/parser/mod.ts";
import { MAGICS } from "../../../../magics/mod.ts";
import { Edits } from "../../../session/mod.ts";
import { Expression, Literals } from "./literals.ts";
import { SCRIPT_MAGICS, type ScriptCall, type ScriptCode } from "./magic_calls.ts";

/** How the script calls the library's functions and its own. */
export interface ScriptNames {
  /** The name by which the script knows what the library exports. */
  library(name: string): string;
  /** The name by which the script knows a function of its own. */
  helper: ScriptCall["helper"];
}

/** The text of a cell with its magics as what they stand for; what does nothing in a script is a comment. */
export function plainCell(
  source: string,
  magics: readonly FoundMagic[],
  names: ScriptNames,
): string {
  const edits = new Edits(source);
  for (const magic of magics) write(source, magic, names, edits);
  return edits.apply().code;
}

function write(source: string, magic: FoundMagic, names: ScriptNames, edits: Edits): void {
  const { start, name, kind, form, place, code, after } = magic;
  const { expression, end: behind } = scriptCode(source, magic, names);
  const before = after === "expression" ? ";" : "";
  if (code !== undefined && runsOnce(name, form)) {
    // The code stays where it is; only what stands before it is another.
    const head = expression === undefined ? before : `${before}${expression}; `;
    const isLine = kind === "line";
    edits.replace(start, isLine ? code.start : magic.end, isLine ? head : head.trimEnd());
    if (behind !== undefined) edits.insert(source.length, `\n${behind}`);
    return;
  }
  const end = Math.max(magic.end, magic.body?.end ?? 0, code?.outerEnd ?? 0);
  const text = source.slice(start, end);
  if (place !== "statement") {
    const value = expression ?? `undefined /* ${text.replaceAll("*/", "* /")} */`;
    edits.replace(start, end, place === "assigned" ? `${value};` : value);
  } else if (expression === undefined) {
    edits.replace(start, end, `${after === "header" ? ";" : before}${comment(text)}`);
  } else {
    edits.replace(start, end, `${before}${expression};`);
  }
}

/** Whether a magic's code is run as it stands, and not again and again. */
function runsOnce(name: string, form: FoundMagic["form"]): boolean {
  return form === "code" || (form === "function" && name !== "timeit");
}

/** What a magic is in the script. */
function scriptCode(source: string, magic: FoundMagic, names: ScriptNames): ScriptCode {
  const { name, kind, holes, texts, body, place } = magic;
  const writer = Object.hasOwn(SCRIPT_MAGICS, name) ? SCRIPT_MAGICS[name] : undefined;
  const shape: MagicShape | undefined = MAGICS.get(name);
  if (writer === undefined || shape === undefined) return {};
  const values = holes.map(({ start, end }, i) => new Expression(i, source.slice(start, end)));
  const read = parseArguments(shape, texts, values);
  return writer({
    kind,
    ...read,
    texts,
    values,
    isAssigned: place === "assigned",
    body: body === undefined ? "" : source.slice(body.start, body.end),
    literals: new Literals(values),
    ...names,
  });
}

/** A text as lines of comments. */
export function comment(text: string): string {
  return text.trimEnd().split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `// ${line}`.trimEnd())
    .join("\n");
}
