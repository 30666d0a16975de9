/** Where JSX ends. @module */

import { type SkipBraces, skipTrivia } from "./literals.ts";

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$\-.:]*/uy;

function nameAt(source: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(source)?.[0] ?? "";
}

/** Reads on from behind a tag's name: where the tag ends, and whether it has no content. */
function skipTag(
  source: string,
  start: number,
  skipBraces: SkipBraces,
): { end: number; isClosed: boolean } | undefined {
  let at = start;
  for (;;) {
    at = skipTrivia(source, at).end;
    const char = source[at];
    if (char === ">") return { end: at + 1, isClosed: false };
    if (source.startsWith("/>", at)) return { end: at + 2, isClosed: true };
    let end: number | undefined;
    if (char === "{") end = skipBraces(at + 1);
    else if (char === '"' || char === "'") {
      // Strings of attributes know no backslash, and may have several lines.
      const close = source.indexOf(char, at + 1);
      end = close < 0 ? undefined : close + 1;
    } else if (char === "<") end = skipJsx(source, at, skipBraces);
    else if (char === "=") end = at + 1;
    else end = at + nameAt(source, at).length;
    if (end === undefined || end === at) return undefined;
    at = end;
  }
}

/** Whether `<` begins an element rather than a type's argument or parameter. */
function isElement(source: string, start: number): boolean {
  if (source[start + 1] === ">") return source.includes("</>", start);
  const name = nameAt(source, start + 1);
  if (name === "") return false;
  const behind = start + 1 + name.length;
  const { end } = skipTrivia(source, behind);
  if (source[end] === ">") return source.includes(`</${name}`, end);
  if (source.startsWith("/>", end)) return true;
  if (end === behind) return false;
  // `<T extends …>` is a parameter of a function.
  return source[end] === "{" || !["", "extends"].includes(nameAt(source, end));
}

/** Reads an element or a fragment, to where it ends; undefined where `<` begins none. */
export function skipJsx(
  source: string,
  start: number,
  skipBraces: SkipBraces,
): number | undefined {
  if (!isElement(source, start)) return undefined;
  let depth = 0;
  let at = start;
  while (at < source.length) {
    if (source[at] === "{") {
      const end = skipBraces(at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (source.startsWith("</", at)) {
      const end = source.indexOf(">", at);
      if (end < 0) return undefined;
      at = end + 1;
      if (--depth === 0) return at;
    } else if (source[at] === "<") {
      const tag = skipTag(source, at + 1 + nameAt(source, at + 1).length, skipBraces);
      if (tag === undefined) return undefined;
      at = tag.end;
      if (!tag.isClosed) depth++;
      if (depth === 0) return at;
    } else at++;
  }
  return undefined;
}
