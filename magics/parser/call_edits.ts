/** The calls that stand for magics. @module */

import type { Edit } from "./edits.ts";
import type { FoundMagic } from "./found_magic.ts";

/** The object that the session has for the code of cells. */
const SESSION = "__labbook";

/** The edits that make calls of a magic; the lines of the cell stay where they are. */
export function callEdits(source: string, magic: FoundMagic, isSync: boolean): Edit[] {
  const { form, kind, code } = magic;
  if (code === undefined) {
    const extra = magic.body === undefined ? [] : [`body: ${bodyText(source, magic.body.start)}`];
    const end = magic.body?.end ?? magic.end;
    const rest = magic.body === undefined ? "" : lineBreaks(source.slice(magic.end));
    const text = call(source, magic, isSync, extra) + semicolon(magic) + rest;
    return [{ start: magic.start, end, text }];
  }
  if (kind === "cell" && form === "code") {
    return [{ start: magic.start, end: magic.end, text: `${call(source, magic, isSync, [])};` }];
  }
  return form === "code" ? timedEdits(source, magic, isSync) : functionEdits(source, magic, isSync);
}

/** The call begins before the code, and is told when it ended. */
function timedEdits(source: string, magic: FoundMagic, isSync: boolean): Edit[] {
  const { start, end, outerEnd, isExpression } = magic.code!;
  const begin = call(source, magic, isSync, []);
  const isBody = magic.after === "header";
  const finish = `${isSync ? "" : "await "}${SESSION}.endMagic(`;
  const [before, behind] = isExpression
    ? [`${finish}${begin}, (`, `))${semicolon(magic)}`]
    : [`${isBody ? "{ " : ""}${begin}; `, `; ${finish});${isBody ? " }" : ""}`];
  return [
    { start: magic.start, end: start, text: before },
    { start: end, end: outerEnd, text: behind },
  ];
}

/** The code becomes a function. */
function functionEdits(source: string, magic: FoundMagic, isSync: boolean): Edit[] {
  const { start, end, outerEnd, isExpression, hasAwait } = magic.code!;
  const [open, close] = isExpression ? ["(", ")"] : ["{ ", " }"];
  const whole = call(source, magic, isSync, [`code: ${hasAwait ? "async " : ""}() => ${open}`]);
  // What is left of the call stands behind the code.
  const before = whole.slice(0, -" })".length);
  const isCell = magic.kind === "cell";
  const breaks = isCell ? source.slice(magic.end, start) : "";
  return [
    { start: magic.start, end: start, text: before + breaks },
    { start: end, end: outerEnd, text: `${close} })${isCell ? ";" : semicolon(magic)}` },
  ];
}

function semicolon(magic: FoundMagic): string {
  return magic.place === "operand" ? "" : ";";
}

/** Such as `await __labbook.magic("track", "line", ["a/b lr=", ""], [(lr)])`. */
function call(source: string, magic: FoundMagic, isSync: boolean, extra: string[]): string {
  let breaks = 0;
  const values = magic.holes.map((hole) => {
    const text = "\n".repeat(hole.breaks - breaks) + `(${source.slice(hole.start, hole.end)})`;
    breaks = hole.breaks;
    return text;
  });
  const options = [...(magic.place === "assigned" ? ["isAssigned: true"] : []), ...extra];
  const parts = [
    JSON.stringify(magic.name),
    JSON.stringify(magic.kind),
    `[${magic.texts.map((text) => JSON.stringify(text)).join(", ")}]`,
    `[${values.join(", ")}${"\n".repeat(magic.breaks - breaks)}]`,
    ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`]),
  ];
  return `${isSync ? "" : "await "}${SESSION}.magic(${parts.join(", ")})`;
}

function bodyText(source: string, start: number): string {
  return JSON.stringify(source.slice(start));
}

function lineBreaks(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
