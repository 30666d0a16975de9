/**
 * Tokens of unfinished code. While a cell is typed it rarely parses, so what is at the cursor is told
 * from tokens alone.
 *
 * @module
 */

/** A token; `start` and `end` are UTF-16 indices. */
export interface Token {
  /** What it is; the text of a template between its substitutions is one `template` token. */
  kind: "name" | "number" | "string" | "template" | "regex" | "comment" | "punctuation";
  /** Where it begins. */
  start: number;
  /** Where it ends. */
  end: number;
  /** Its text. */
  text: string;
  /** For strings, templates, comments: whether the end was missing. */
  open?: boolean;
}

const NAME = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER =
  /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?\.?(?![.\w]))n?|\d+/y;
const STRING = /"(?:\\[^]?|[^"\\\n])*("?)|'(?:\\[^]?|[^'\\\n])*('?)/y;
const TEMPLATE = /(?:\\[^]?|\$(?!\{)|[^`\\$])*(\$\{|`|$)/y;
const REGEX = /\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const PUNCTUATION = /\?\.(?!\d)|\.\.\.|=>|[=!]==?|\*\*|&&|\|\||\?\?|\+\+|--|[^\s]/yu;
/** Words after which a slash begins a regular expression. */
const BEFORE_VALUE = new Set(
  ["return", "typeof", "case", "in", "of", "await", "yield", "delete", "void", "new", "else", "do"],
);

/** Splits code, finished or not, into tokens; white space is left out. */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  /** For each open brace, whether it is a template's substitution. */
  const braces: boolean[] = [];
  let index = 0;
  let last: Token | undefined;
  const add = (kind: Token["kind"], end: number, open?: boolean): void => {
    const token: Token = { kind, start: index, end, text: code.slice(index, end) };
    if (open) token.open = true;
    tokens.push(token);
    if (kind !== "comment") last = token;
    index = end;
  };
  const match = (pattern: RegExp, at = index): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(code);
  };
  const template = (from: number): void => {
    const found = match(TEMPLATE, from) as RegExpExecArray;
    if (found[1] === "${") braces.push(true);
    add("template", from + found[0].length, found[1] === "");
  };
  while (index < code.length) {
    const char = code[index] as string;
    if (/\s/.test(char)) {
      index++;
      continue;
    }
    const comment = match(COMMENT);
    if (comment) {
      const open = !comment[0].startsWith("//") && !/^\/\*[^]*\*\/$/.test(comment[0]);
      // A line's comment is open to its very end: the cursor there is still in it.
      add("comment", index + comment[0].length, open || comment[0].startsWith("//"));
      continue;
    }
    const string = match(STRING);
    if (string) {
      add("string", index + string[0].length, !(string[1] || string[2]));
      continue;
    }
    if (char === "`") {
      template(index + 1);
      continue;
    }
    if (char === "}" && braces.pop()) {
      template(index + 1);
      continue;
    }
    const regex = char === "/" && beforeValue(last) ? match(REGEX) : null;
    if (regex) {
      add("regex", index + regex[0].length);
      continue;
    }
    const name = match(NAME);
    if (name) {
      add("name", index + name[0].length);
      continue;
    }
    const number = /[\d.]/.test(char) ? match(NUMBER) : null;
    if (number) {
      add("number", index + number[0].length);
      continue;
    }
    if (char === "{") braces.push(false);
    add("punctuation", index + (match(PUNCTUATION) as RegExpExecArray)[0].length);
  }
  return tokens;
}

/** Whether a slash after this token begins a regular expression. */
function beforeValue(last: Token | undefined): boolean {
  if (!last) return true;
  if (last.kind === "name") return BEFORE_VALUE.has(last.text);
  return last.kind === "punctuation" && !/^(?:[)\]}]|\+\+|--)$/.test(last.text);
}
