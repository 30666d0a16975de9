/** Where strings, regular expressions, comments and the like end. @module */

/** White space and comments. */
const TRIVIA = /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?(?:\*\/|$)/y;
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** What stands between two tokens. */
export interface Trivia {
  /** Where it ends. */
  end: number;
  /** Whether there is a line break in it. */
  hasLineBreak: boolean;
  /** Where a `//` comment begins that nothing follows; undefined where the text ends otherwise. */
  openComment?: number;
}

/** Reads over white space and comments. */
export function skipTrivia(source: string, start: number): Trivia {
  let end = start;
  let hasLineBreak = false;
  let openComment: number | undefined;
  for (;;) {
    // Most of it is a space or nothing.
    while (source.charCodeAt(end) === 0x20) end++;
    const code = source.charCodeAt(end);
    if (code > 0x20 && code !== 0x2f && code < 0x7f) break;
    TRIVIA.lastIndex = end;
    const text = TRIVIA.exec(source)?.[0];
    if (text === undefined) break;
    hasLineBreak ||= LINE_BREAK.test(text);
    openComment = text.startsWith("//") ? end : undefined;
    end += text.length;
  }
  return { end, hasLineBreak, openComment: end === source.length ? openComment : undefined };
}

/** A literal. */
export interface Literal {
  /** Where it ends. */
  end: number;
  /** Whether its own end is missing. */
  isBroken: boolean;
}

/** Reads a string in quotes; one that is not closed ends with its line. */
export function skipString(source: string, start: number): Literal {
  const quote = source[start];
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at];
    if (char === quote) return { end: at + 1, isBroken: false };
    if (char === "\n") return { end: at, isBroken: true };
    if (char !== "\\") continue;
    at++;
    if (source.startsWith("\r\n", at)) at++;
  }
  return { end: source.length, isBroken: true };
}

/** Reads a regular expression with its flags; undefined where there is none, because the line ends first. */
export function skipPattern(source: string, start: number): Literal | undefined {
  let isInClass = false;
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at]!;
    if (LINE_BREAK.test(char)) return undefined;
    if (char === "\\") at++;
    else if (char === "[") isInClass = true;
    else if (char === "]") isInClass = false;
    else if (char === "/" && !isInClass) {
      const flags = /[\p{ID_Continue}$]*/uy;
      flags.lastIndex = at + 1;
      const text = flags.exec(source)![0];
      const isRight = /^[dgimsuvy]*$/.test(text) && new Set(text).size === text.length;
      return { end: at + 1 + text.length, isBroken: !isRight };
    }
  }
  return undefined;
}

/** Reads code in braces: where it ends, behind its `}`; undefined where that is missing. */
export type SkipBraces = (start: number) => number | undefined;

/** Reads a template literal with all that is in it. */
export function skipTemplate(source: string, start: number, skipBraces: SkipBraces): Literal {
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at];
    if (char === "`") return { end: at + 1, isBroken: false };
    if (char === "\\") at++;
    else if (char === "$" && source[at + 1] === "{") {
      const end = skipBraces(at + 2);
      if (end === undefined) break;
      at = end - 1;
    }
  }
  return { end: source.length, isBroken: true };
}
