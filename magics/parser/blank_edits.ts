/** What stands for magics where TypeScript is to read the cell. @module */

import type { Edit } from "./edits.ts";
import type { FoundMagic } from "./found_magic.ts";

/** An expression that is taken for anything. */
const ANY = "0 as any";

/**
 * The edit that takes a magic's own text away, as long as it was: its code stays, and each of its expressions becomes
 * a statement. Only where the value of a short magic is assigned the line becomes longer.
 */
export function blankEdit(source: string, magic: FoundMagic): Edit {
  const { start } = magic;
  const end = magic.kind === "line" && magic.code !== undefined
    ? magic.code.start
    : magic.body?.end ?? magic.end;
  const text = source.slice(start, end);
  if (magic.place !== "statement") {
    const blank = spaces(text);
    if (magic.code !== undefined) return { start, end, text: blank };
    const first = /^.*/.exec(blank)![0];
    return { start, end, text: ANY.padEnd(first.length) + blank.slice(first.length) };
  }
  let blank = "";
  let at = start;
  for (const hole of magic.holes) {
    blank += spaces(source.slice(at, hole.start - 2));
    const code = source.slice(hole.start, hole.end);
    const [open, close] = /^\s*(?:\{|function\b|class\b)/.test(code) ? [";(", ")"] : [" {", "}"];
    const isClosed = source[hole.end] === "}" && hole.end < end;
    blank += open + code + (isClosed ? close : "");
    at = hole.end + (isClosed ? 1 : 0);
  }
  blank += spaces(source.slice(at, end));
  const guard = magic.code !== undefined && magic.kind === "line" && magic.after === "header"
    ? ""
    : GUARDS[magic.after];
  const hasRoom = /^ +$/.test(blank.slice(0, guard.length));
  return { start, end, text: hasRoom ? guard + blank.slice(guard.length) : blank };
}

/** What keeps apart what stands before and behind: nothing, the end of a statement, the body of an `if`. */
const GUARDS: Readonly<Record<FoundMagic["after"], string>> = {
  statement: "",
  expression: ";",
  header: "{}",
};

function spaces(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
