/** Parsing the arguments of a magic. @module */

import type { MagicShape, OptionShape } from "./magic_shape.ts";
import { nearest } from "./nearest.ts";
import { listValue, pairValue, plainValue, setOwn, unitText } from "./values.ts";
import { HoleValue, splitWords, toUnits, type Unit, type Word, type WordUnit } from "./words.ts";

/** The arguments of a magic. */
export interface ParsedArguments {
  /** What stands alone, in order: texts, and values. */
  positional: unknown[];
  /** The values of `key=value`. */
  pairs: Record<string, unknown>;
  /** The values of options by their long name. */
  options: Record<string, unknown>;
  /** All as it was written, with the values put in. */
  text: string;
}

/** How a word begins that may be an option; a number such as `-1` or `-Infinity` is none. */
const OPTION = /^--?(?![\d.]|(?:Infinity|NaN)$|$)/;
/** The key of `key=value`, where it is not in quotes; `a<=1` and `http://x?a=1` are no pairs. */
const KEY = /^[\p{L}\p{N}_][^\s<>!?&|]*$/u;

/**
 * Parses the arguments of a magic as a shell does.
 *
 * @param magic The magic.
 * @param texts The texts around and between the values.
 * @param values The values of `${expression}`, which stand between the texts.
 * @throws {TypeError} where the magic takes no such arguments
 */
export function parseArguments(
  magic: MagicShape,
  texts: readonly string[],
  values: readonly unknown[],
): ParsedArguments {
  const units = toUnits(texts, values);
  const text = units.map(unitText).join("");
  if (magic.isRaw) {
    const isValue = units.length === 1 && units[0] instanceof HoleValue;
    const positional = text === "" ? [] : [isValue ? (units[0] as HoleValue).value : text];
    return { positional, pairs: {}, options: {}, text };
  }
  return new ArgumentsParser(magic, units, text).parse();
}

/** Whether a word, outside of quotes, has the form of an option. */
export function isOption(word: Word): boolean {
  return word.units[0]?.isQuoted === false && OPTION.test(plainText(word.units));
}

/**
 * Whether a word behind an option that takes a value is an option itself: `-a.b` behind `--sort` is a value, unless the
 * magic has an option of such a letter.
 */
export function isNextOption(magic: MagicShape, word: Word): boolean {
  if (!isOption(word)) return false;
  const text = plainText(word.units);
  if (text.startsWith("--") || magic.isOpen) return true;
  return findOption(magic, text.split("=")[0]!) !== undefined;
}

/** Where the `=` of a pair stands among a word's units; -1 where the word is no pair. */
export function pairAt(word: Word): number {
  const equals = word.units.findIndex(({ unit, isQuoted }) => unit === "=" && !isQuoted);
  const key = word.units.slice(0, Math.max(equals, 0));
  if (key.length === 0 || key.some(({ unit }) => unit instanceof HoleValue)) return -1;
  const next = word.units[equals + 1];
  if (next?.unit === "=" && !next.isQuoted) return -1;
  return key[0]!.isQuoted || KEY.test(plainText(key)) ? equals : -1;
}

/** The text of units, with a character that no name has for each value. */
function plainText(units: readonly WordUnit[]): string {
  return units.map(({ unit }) => unit instanceof HoleValue ? "\0" : unit).join("");
}

/** The option of a magic that `--name` or `-x` is, with its long name. */
export function findOption(
  magic: MagicShape,
  written: string,
): { name: string; option: OptionShape } | undefined {
  const options = magic.options ?? {};
  if (written.startsWith("--")) {
    const name = written.slice(2);
    return Object.hasOwn(options, name) ? { name, option: options[name]! } : undefined;
  }
  const found = Object.entries(options).find(([, { short }]) => short === written.slice(1));
  return found && { name: found[0], option: found[1] };
}

class ArgumentsParser {
  readonly #magic: MagicShape;
  readonly #units: readonly Unit[];
  readonly #words: Word[];
  readonly #result: ParsedArguments;
  #next = 0;

  constructor(magic: MagicShape, units: readonly Unit[], text: string) {
    this.#magic = magic;
    this.#units = units;
    this.#words = splitWords(units);
    this.#result = { positional: [], pairs: {}, options: {}, text };
  }

  parse(): ParsedArguments {
    for (const { open, start, end } of this.#words) {
      if (open === undefined) continue;
      this.#fail(this.#written(start, end), `a closing ${open}`);
    }
    let takesOptions = true;
    while (this.#next < this.#words.length) {
      const word = this.#words[this.#next++]!;
      if (takesOptions && isDashes(word)) takesOptions = false;
      else if (takesOptions && isOption(word)) this.#takeOption(word);
      else this.#takeArgument(word);
    }
    return this.#result;
  }

  #takeArgument(word: Word): void {
    const { positional, isVariadic, pairs, isOpen } = this.#magic;
    const equals = pairAt(word);
    const takesPairs = pairs !== undefined || isOpen;
    if (
      equals >= 0 && (takesPairs || /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(this.#keyOf(word, equals)))
    ) {
      if (!takesPairs) {
        this.#fail(this.#written(word.start, word.end), `no key=value`);
      }
      const from = word.units[equals]!.at + 1;
      const raw = this.#units.slice(from, word.end);
      const value = pairValue(word.units.slice(equals + 1), raw);
      setOwn(this.#result.pairs, this.#keyOf(word, equals), value);
      return;
    }
    const count = positional?.length ?? 0;
    if (!isOpen && this.#result.positional.length >= count && !(isVariadic && count > 0)) {
      const expected = count === 0
        ? takesPairs ? "key=value" : "no arguments"
        : `at most ${count} ${count === 1 ? "argument" : "arguments"}`;
      this.#fail(this.#written(word.start, word.end), expected);
    }
    this.#result.positional.push(plainValue(word.units));
  }

  #keyOf(word: Word, equals: number): string {
    return plainText(word.units.slice(0, equals));
  }

  #takeOption(word: Word): void {
    const equals = word.units.findIndex(({ unit }) => unit === "=");
    const written = plainText(equals < 0 ? word.units : word.units.slice(0, equals));
    const { name, option } = this.#findOption(written);
    const isList = option.isList === true;
    if (equals >= 0) {
      const units = word.units.slice(equals + 1);
      if (option.value === undefined) {
        this.#fail(this.#written(word.start, word.end), `${written} without a value`);
      }
      this.#set(name, isList, this.#joined(units, isList));
      return;
    }
    if (option.value === undefined) {
      setOwn(this.#result.options, name, true);
      return;
    }
    const value = this.#words[this.#next];
    if (value === undefined || this.#isNoValue(value, option)) {
      if (!option.isOptional) this.#fail(written, `a value behind it: ${written} ${option.value}`);
      setOwn(this.#result.options, name, true);
      return;
    }
    this.#next++;
    this.#set(name, isList, this.#joined(value.units, isList));
  }

  /** Whether a word behind an option is none of its value. */
  #isNoValue(word: Word, option: OptionShape): boolean {
    if (isDashes(word) || isNextOption(this.#magic, word)) return true;
    return option.isOptional === true && this.#magic.pairs !== undefined && pairAt(word) >= 0;
  }

  /** A list's units, together with those of the next words where they end with a comma. */
  #joined(units: WordUnit[], isList: boolean): WordUnit[] {
    const joined = [...units];
    while (isList && this.#next < this.#words.length) {
      const last = joined.at(-1);
      if (last?.unit !== "," || last.isQuoted) break;
      joined.push(...this.#words[this.#next++]!.units);
    }
    return joined;
  }

  #set(name: string, isList: boolean, units: readonly WordUnit[]): void {
    const { options } = this.#result;
    if (!isList) setOwn(options, name, plainValue(units));
    else {
      const before = Object.hasOwn(options, name) ? options[name] : [];
      setOwn(options, name, [...(Array.isArray(before) ? before : []), ...listValue(units)]);
    }
  }

  #findOption(written: string): { name: string; option: OptionShape } {
    const found = findOption(this.#magic, written);
    if (found !== undefined) return found;
    if (this.#magic.isOpen) {
      return { name: written.replace(/^--?/, ""), option: { value: "VALUE", isOptional: true } };
    }
    const known = Object.entries(this.#magic.options ?? {}).flatMap(([name, { short }]) => [
      `--${name}`,
      ...(short === undefined ? [] : [`-${short}`]),
    ]);
    const meant = nearest(written, known);
    this.#fail(
      written,
      known.length === 0
        ? "no options"
        : meant === undefined
        ? `one of ${known.join(", ")}`
        : `${meant}, or another of its options`,
    );
  }

  #written(start: number, end: number): string {
    return this.#units.slice(start, end).map((unit) => unit instanceof HoleValue ? "${…}" : unit)
      .join("");
  }

  #fail(what: string, expected: string): never {
    const shown = what.length > 200 ? `${what.slice(0, 200)}…` : what;
    throw new TypeError(
      `Cannot run %${this.#magic.name} with ${JSON.stringify(shown)}: expected ${expected}`,
    );
  }
}

function isDashes(word: Word): boolean {
  return word.end - word.start === 2 && plainText(word.units) === "--";
}
