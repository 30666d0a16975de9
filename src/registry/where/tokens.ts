/**
 * Cuts an expression into tokens.
 *
 * @module
 */
import { WhereSyntaxError } from "./errors.ts";
import { KEYWORDS } from "./syntax.ts";

/** A piece of an expression. */
export type Token =
  & { position: number; text: string }
  & (
    | { kind: "word" | "operator" | "end" }
    | { kind: "string"; value: string }
    | { kind: "number"; value: number }
    /** A length of time, in seconds. */
    | { kind: "duration"; value: number }
    | { kind: "path"; segments: string[] }
  );

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const UNIT = /([smhdw])(?![\p{L}\p{N}_])/uy;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_/@:]*(?:-[\p{L}\p{N}_/@:]+)*/uy;
/** A later part of a path may begin with a digit: `params.layers.0`. */
const PART = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_/@:]*(?:-[\p{L}\p{N}_/@:]+)*/uy;
const INDEX = /\[\s*(\d+)\s*\]/y;
const OPERATOR = /<=|>=|!=|<>|==|&&|\|\||[<>=~!(),+-]/y;
const QUOTES = "\"'`";
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

/** Tells of a mistake at an offset. */
type Fail = (position: number, problem: string) => never;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads a quoted text; returns its value and where it ends. */
function readQuoted(
  text: string,
  start: number,
  fail: Fail,
): { value: string; end: number } {
  const quote = text[start];
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === quote) return { value, end: at + 1 };
    if (char !== "\\") value += char;
    else if (++at < text.length) value += ESCAPES[text[at]!] ?? text[at];
  }
  return fail(start, `the quote ${quote} is not closed`);
}

/** Reads the parts behind a path's first: `.name`, `."any name"`, `["any name"]`, `[0]`. */
function readParts(
  text: string,
  start: number,
  fail: Fail,
): { segments: string[]; end: number } {
  const segments: string[] = [];
  let at = start;
  for (;;) {
    const index = match(INDEX, text, at);
    if (index) {
      segments.push(index[1]!);
      at += index[0].length;
    } else if (text[at] === "[" && QUOTES.includes(text[at + 1] || " ")) {
      const { value, end } = readQuoted(text, at + 1, fail);
      if (text[end] !== "]") fail(end, 'expected "]"');
      segments.push(value);
      at = end + 1;
    } else if (text[at] === ".") {
      const part = match(PART, text, at + 1);
      if (part) {
        segments.push(part[0]);
        at += 1 + part[0].length;
      } else if (QUOTES.includes(text[at + 1] || " ")) {
        const { value, end } = readQuoted(text, at + 1, fail);
        segments.push(value);
        at = end;
      } else fail(at + 1, 'expected a name after "."');
    } else return { segments, end: at };
  }
}

function nextToken(
  text: string,
  position: number,
  afterValue: boolean,
  fail: Fail,
): Token & { end: number } {
  const char = text[position]!;
  if (QUOTES.includes(char)) {
    const { value, end } = readQuoted(text, position, fail);
    return { kind: "string", value, position, end, text: text.slice(position, end) };
  }
  const number = afterValue && "+-".includes(char) ? null : match(NUMBER, text, position);
  if (number) {
    const value = Number(number[0]);
    const unit = match(UNIT, text, position + number[0].length);
    const end = position + number[0].length + (unit ? 1 : 0);
    const shown = text.slice(position, end);
    if (unit) {
      return { kind: "duration", value: value * SECONDS[unit[1]!]!, position, end, text: shown };
    }
    if (match(PART, text, end)) {
      fail(end, `expected an operator after ${shown}`);
    }
    return { kind: "number", value, position, end, text: shown };
  }
  const name = match(NAME, text, position);
  if (name) {
    const { segments, end } = readParts(text, position + name[0].length, fail);
    const shown = text.slice(position, end);
    if (segments.length === 0) return { kind: "word", position, end, text: shown };
    return { kind: "path", segments: [name[0], ...segments], position, end, text: shown };
  }
  const operator = match(OPERATOR, text, position);
  if (operator) {
    const end = position + operator[0].length;
    return { kind: "operator", position, end, text: operator[0] };
  }
  return fail(position, `the character ${JSON.stringify(char)} is not expected`);
}

/**
 * The tokens of an expression, with one of kind `end` behind them.
 *
 * @param text The expression.
 * @param subject What it should be, for messages.
 */
export function tokenize(text: string, subject: string): Token[] {
  const fail: Fail = (position, problem) => {
    throw new WhereSyntaxError(text, position, problem, subject);
  };
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    if (at >= text.length) break;
    // A sign behind a value is an operator: `now - 7d`, `now -7d`.
    const before = tokens.at(-1);
    const afterValue = before !== undefined && before.kind !== "operator" &&
      !KEYWORDS.has(before.text.toLowerCase());
    const { end, ...token } = nextToken(text, at, afterValue, fail);
    tokens.push(token as Token);
    at = end;
  }
  tokens.push({ kind: "end", position: text.length, text: "the end" });
  return tokens;
}
