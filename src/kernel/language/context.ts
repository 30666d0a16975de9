/** What is at the cursor of an unfinished cell. @module */

import { type Token, tokenize } from "./tokens.ts";

/** What is being typed at the cursor; indices are UTF-16 units. */
export type CursorContext =
  /** Nothing to complete: a comment, a number, the text of a template. */
  | { kind: "none" }
  /** A name by itself; `start` is where it begins and `prefix` what of it is before the cursor. */
  | { kind: "name"; start: number; prefix: string }
  /** A name in the braces of an import: one of the module's exports. */
  | { kind: "export"; start: number; prefix: string }
  /** A member after a dot; `receiver` is what is before the dot, where it can be read without calls. */
  | { kind: "member"; start: number; prefix: string; receiver?: Expression }
  /** A string's content: the key of `receiver[`, an import's specifier, or any text. */
  | {
    kind: "string";
    use: "key" | "module" | "text";
    start: number;
    prefix: string;
    quote: string;
    receiver?: Expression;
  };

/** What is being typed where something can be completed. */
export type Typing = Exclude<CursorContext, { kind: "none" }>;

/** An expression that reads values without calling anything. */
export interface Expression {
  /** Its text, as JavaScript. */
  text: string;
  /** The name it begins with, if it begins with one. */
  root?: string;
}

/** Words that stand before a parenthesis without being called. */
const NOT_CALLED = new Set(["if", "for", "while", "switch", "catch", "with", "await", "return"]);
/** Words that are no value a member could be read of. */
const NOT_A_VALUE = new Set(["import", "return", "typeof", "await", "new", "in", "of", "case"]);

/** Tells what is being typed at a cursor, a UTF-16 index. */
export function contextAt(code: string, cursor: number): CursorContext {
  const tokens = tokenize(code.slice(0, cursor));
  const index = tokens.length - 1;
  const last = tokens[index];
  if (!last) return { kind: "name", start: cursor, prefix: "" };
  const touching = last.end === cursor;
  // A string without an end, and a line's comment, end with their line.
  if (last.open && touching) {
    return last.kind === "string" ? stringContext(tokens, last) : { kind: "none" };
  }
  if (touching && (last.kind === "number" || last.kind === "regex")) {
    return { kind: "none" };
  }
  const typed = touching && last.kind === "name";
  const start = typed ? last.start : cursor;
  const prefix = typed ? last.text : "";
  const dot = tokens[typed ? index - 1 : index];
  if (dot && (dot.text === "." || dot.text === "?.")) {
    const receiver = expressionBefore(tokens, typed ? index - 2 : index - 1);
    return { kind: "member", start, prefix, ...(receiver ? { receiver } : {}) };
  }
  const kind = inImport(tokens, typed ? index - 1 : index) ? "export" : "name";
  return { kind, start, prefix };
}

/** Whether the token and those before it are the beginning of an import's braces. */
function inImport(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (tokens[at]?.text === "," || tokens[at]?.kind === "name") at--;
  const before = tokens[at - 1]?.text;
  return tokens[at]?.text === "{" && (before === "import" || before === "type" || before === ",") &&
    tokens.slice(Math.max(0, at - 4), at).some(({ text }) => text === "import");
}

function stringContext(tokens: Token[], string: Token): CursorContext {
  const before = tokens[tokens.length - 2];
  const quote = string.text[0] as string;
  const base = { kind: "string" as const, start: string.start + 1, prefix: string.text.slice(1) };
  if (before?.text === "[") {
    const receiver = expressionBefore(tokens, tokens.length - 3);
    if (receiver) return { ...base, use: "key", quote, receiver };
  }
  const opener = tokens[tokens.length - 3];
  const module = before?.text === "from" || before?.text === "import" ||
    (before?.text === "(" && (opener?.text === "import" || opener?.text === "require"));
  return { ...base, use: module ? "module" : "text", quote };
}

/** The expression whose last token has this index, if reading it calls nothing. */
export function expressionBefore(tokens: readonly Token[], index: number): Expression | undefined {
  let at = index;
  for (;;) {
    let token = tokens[at];
    while (token?.text === "!") token = tokens[--at];
    if (!token) return undefined;
    if (token.text === "]") {
      const open = matching(tokens, at);
      if (open === undefined) return undefined;
      const before = tokens[open - 1];
      const access = before &&
        (isValue(tokens, open - 1) || before.text === "]" ||
          before.text === "!" || before.text === "?.");
      at = open;
      if (!access) break;
      at = before.text === "?." ? open - 2 : open - 1;
      continue;
    }
    if (token.kind === "name") {
      if (!isValue(tokens, at)) return undefined;
      const before = tokens[at - 1]?.text;
      if (before !== "." && before !== "?.") break;
      at -= 2;
      continue;
    }
    if (token.kind === "string" || token.kind === "regex" || token.kind === "number") break;
    if (token.kind === "template" && token.text.startsWith("`")) break;
    return undefined;
  }
  const parts = tokens.slice(at, index + 1);
  if (parts.some((part) => part.text === "(" || part.text === "=>")) return undefined;
  const text = parts
    .filter((part, number) => part.text !== "!" || number === 0)
    .map((part) => part.text).join(" ");
  const first = tokens[at] as Token;
  return { text, ...(first.kind === "name" ? { root: first.text } : {}) };
}

/** Whether the token is a name that has a value: any member has, a word of the language has none. */
function isValue(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "name") return false;
  return !NOT_A_VALUE.has(token.text) || /^\??\.$/.test(tokens[index - 1]?.text ?? "");
}

/** The index of the bracket that the closing one at `index` belongs to. */
function matching(tokens: readonly Token[], index: number): number | undefined {
  let depth = 0;
  for (let at = index; at >= 0; at--) {
    const { kind, text } = tokens[at] as Token;
    if (kind !== "punctuation") continue;
    if (text === ")" || text === "]" || text === "}") depth++;
    else if ((text === "(" || text === "[" || text === "{") && --depth === 0) return at;
  }
  return undefined;
}

/** The call whose parentheses the cursor is in. */
export interface Call {
  /** The UTF-16 index just behind the opening parenthesis. */
  inside: number;
  /** The UTF-16 index of the end of the callee. */
  calleeEnd: number;
  /** The callee, where it can be read without calls. */
  callee?: Expression;
}

/** The innermost call whose parentheses are open at the cursor. */
export function callAt(code: string, cursor: number): Call | undefined {
  const tokens = tokenize(code.slice(0, cursor));
  let depth = 0;
  for (let at = tokens.length - 1; at > 0; at--) {
    const { kind, text, end } = tokens[at] as Token;
    if (kind !== "punctuation") continue;
    if (text === ")" || text === "]" || text === "}") depth++;
    else if (text === "(" || text === "[" || text === "{") {
      if (depth-- > 0) continue;
      depth = 0;
      const before = tokens[at - 1] as Token;
      if (text !== "(") continue;
      if (before.kind === "name" ? NOT_CALLED.has(before.text) : !/^[)\]>]$/.test(before.text)) {
        continue;
      }
      const callee = expressionBefore(tokens, at - 1);
      return { inside: end, calleeEnd: before.end, ...(callee ? { callee } : {}) };
    }
  }
  return undefined;
}

/** A name in the code, with the expression that ends in it. */
export interface NameAt {
  /** Where the name begins. */
  start: number;
  /** Where it ends. */
  end: number;
  /** The expression up to it (`a.b` for the `b` of `a.b.c`), where it can be read without calls. */
  expression?: Expression;
}

/** The name that the cursor touches. */
export function nameAt(code: string, cursor: number): NameAt | undefined {
  const tokens = tokenize(code);
  const touched = tokens.findLastIndex((token) =>
    token.kind === "name" && token.start <= cursor && token.end >= cursor
  );
  const token = tokens[touched];
  if (!token) return undefined;
  const expression = expressionBefore(tokens, touched);
  return { start: token.start, end: token.end, ...(expression ? { expression } : {}) };
}

/** The string that the cursor is in or touches, such as an import's specifier. */
export function inString(code: string, cursor: number): boolean {
  return tokenize(code).some((token) =>
    token.kind === "string" && token.start < cursor && token.end >= cursor
  );
}

const DECLARES = /^(?:const|let|var|function|class|enum|catch|using)$/;

/**
 * Whether the code binds this name in a function or block of its own, so that the name does not mean
 * the session's variable there.
 */
export function bindsLocally(code: string, name: string): boolean {
  const tokens = tokenize(code).filter((token) => token.kind !== "comment");
  const text = (index: number): string | undefined => tokens[index]?.text;
  /** The open brackets around the current token, by index. */
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const { kind, text: here } = tokens[index] as Token;
    if (kind === "punctuation" && /^[([{]$/.test(here)) open.push(index);
    else if (kind === "punctuation" && /^[)\]}]$/.test(here)) open.pop();
    if (kind !== "name" || here !== name) continue;
    if (text(index + 1) === "=>") return true;
    if (open.length > 0 && DECLARES.test(text(index - 1) ?? "")) return true;
    if (!/^(?:[([{,:]|\.\.\.)$/.test(text(index - 1) ?? "")) continue;
    for (const opener of open) {
      if (text(opener) !== "(") {
        if (open[0] !== opener && DECLARES.test(text(opener - 1) ?? "")) return true;
        continue;
      }
      const close = closing(tokens, opener);
      if (close === undefined) continue;
      const named = text(opener - 2) === "function" || text(opener - 2) === "*";
      if (
        text(close + 1) === "=>" || named || /^(?:function|catch)$/.test(text(opener - 1) ?? "")
      ) {
        return true;
      }
    }
  }
  return false;
}

/** The index of the bracket that closes the one at `index`. */
function closing(tokens: readonly Token[], index: number): number | undefined {
  let depth = 0;
  for (let at = index; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    if (kind !== "punctuation") continue;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth === 0) return at;
  }
  return undefined;
}
