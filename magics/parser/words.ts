/** Splitting arguments into words, as a shell does. @module */

/** A value that stands in arguments; it is never looked into. */
export class HoleValue {
  /** @param value The value of `${expression}`. */
  constructor(readonly value: unknown) {}
}

/** A character of the arguments, or a value. */
export type Unit = string | HoleValue;

/** A character or value of a word. */
export interface WordUnit {
  /** What it is, without quotes and backslashes. */
  unit: Unit;
  /** Whether it was in quotes, or behind a backslash. */
  isQuoted: boolean;
  /** At which place of the arguments it stands. */
  at: number;
}

/** A word of the arguments. */
export interface Word {
  /** What it consists of. */
  units: WordUnit[];
  /** Where it begins in the arguments. */
  start: number;
  /** Where it ends. */
  end: number;
  /** The quote that was not closed. */
  open?: string;
}

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** The characters and values of the arguments, in order. */
export function toUnits(texts: readonly string[], values: readonly unknown[]): Unit[] {
  return texts.flatMap((text, index): Unit[] => [
    ...(index === 0 ? [] : [new HoleValue(values[index - 1])]),
    ...text.split(""),
  ]);
}

/** Splits arguments at blanks outside of quotes, and outside of the brackets of `key=[1, 2]`. */
export function splitWords(units: readonly Unit[]): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < units.length;) {
    if (isBlank(units[at])) at++;
    else {
      const word = readWord(units, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function isBlank(unit: Unit | undefined): boolean {
  return typeof unit === "string" && /\s/.test(unit);
}

function readWord(units: readonly Unit[], start: number): Word {
  const word: Word = { units: [], start, end: start };
  let at = start;
  while (at < units.length && !isBlank(units[at])) {
    const unit = units[at]!;
    if (unit === '"' || unit === "'") {
      at = readQuoted(units, at, word);
    } else if (unit === "\\" && typeof units[at + 1] === "string") {
      word.units.push({ unit: units[at + 1]!, isQuoted: true, at });
      at += 2;
    } else {
      word.units.push({ unit, isQuoted: false, at });
      at++;
      const isFirstEquals = unit === "=" && word.units.length > 1 &&
        word.units.findIndex((other) => other.unit === "=") === word.units.length - 1;
      const end = isFirstEquals ? balancedEnd(units, at) : at;
      for (; at < end; at++) word.units.push({ unit: units[at]!, isQuoted: false, at });
    }
  }
  word.end = at;
  return word;
}

/** Reads text in quotes. In double quotes a backslash stands before a quote, a backslash or `$` only. */
function readQuoted(units: readonly Unit[], start: number, word: Word): number {
  const quote = units[start]!;
  let at = start + 1;
  while (at < units.length && units[at] !== quote) {
    const isEscape = quote === '"' && units[at] === "\\" && /^["\\$`]$/.test(String(units[at + 1]));
    if (isEscape) at++;
    word.units.push({ unit: units[at]!, isQuoted: true, at });
    at++;
  }
  if (at >= units.length) word.open = String(quote);
  // A word of nothing but quotes is one all the same, and text.
  if (word.units.length === 0) word.units.push({ unit: "", isQuoted: true, at });
  return Math.min(at + 1, units.length);
}

/** Where the brackets that begin at `start` are closed; `start` where there are none, or they are not. */
function balancedEnd(units: readonly Unit[], start: number): number {
  const open: string[] = [];
  let isInString = false;
  for (let at = start; at < units.length; at++) {
    const unit = units[at]!;
    if (typeof unit !== "string") continue;
    if (isInString) {
      if (unit === "\\") at++;
      else if (unit === '"') isInString = false;
    } else if (unit === '"' && open.length > 0) isInString = true;
    else if (unit in CLOSING) open.push(CLOSING[unit]!);
    else if (unit === open.at(-1)) {
      open.pop();
      if (open.length === 0) return at + 1;
    }
    if (open.length === 0) return start;
  }
  return start;
}
