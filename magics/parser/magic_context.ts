/** What stands at the cursor, where it is in a magic. @module */

import { skipTrivia } from "./code/literals.ts";
import { collectMagics, type IsDeclared } from "./find_magics.ts";
import type { FoundMagic } from "./found_magic.ts";
import { type MagicShape, type MagicTable, SYSTEM } from "./magic_shape.ts";
import { findOption, isNextOption, isOption, pairAt } from "./parse_arguments.ts";
import { unitText } from "./values.ts";
import { HoleValue, splitWords, type Unit, type Word } from "./words.ts";

/** What is replaced by a completion. */
export interface ReplacedPlace {
  /** Where it begins. */
  start: number;
  /** Where it ends: behind the cursor where the rest of a word stands there. */
  end: number;
  /** What was typed of it, up to the cursor; of a value without its quotes, which are replaced, too. */
  prefix: string;
}

/** The name of a magic; its place includes the `%`, its prefix does not. */
export interface NameContext extends ReplacedPlace {
  /** What it is. */
  kind: "name";
  /** Whether it is `%%name`. */
  isCell: boolean;
}

/** The name of an option; place and prefix include the dashes. */
export interface OptionContext extends ReplacedPlace {
  /** What it is. */
  kind: "option";
  /** The magic's name. */
  magic: string;
  /** The options that are there already, by their long names where they have one. */
  used: string[];
}

/** The value of an option or a key, or something that stands alone; a key not yet followed by `=` does too. */
export interface ValueContext extends ReplacedPlace {
  /** What it is. */
  kind: "value";
  /** The magic's name. */
  magic: string;
  /** The option that it is the value of, by its long name. */
  option?: string;
  /** The key that it is the value of. */
  key?: string;
  /** How many arguments that stand alone are before it. */
  index: number;
  /** The words before it. */
  words: string[];
}

/** Code in `${…}`. */
export interface ExpressionContext extends ReplacedPlace {
  /** What it is. */
  kind: "expression";
  /** The magic's name. */
  magic: string;
}

/** The lines below `%%name`, where they are text; nothing of them is replaced. */
export interface TextContext extends ReplacedPlace {
  /** What it is. */
  kind: "text";
  /** The magic's name. */
  magic: string;
}

/** What stands at the cursor. */
export type MagicContext =
  | NameContext
  | OptionContext
  | ValueContext
  | ExpressionContext
  | TextContext;

const NAME = /(?:^|\n|=)[^\S\n]*(%%?)([\p{L}_][\p{L}\p{N}_]*)?$/u;

/**
 * What stands at the cursor where it is in a magic, finished or not; undefined where it is in code, also
 * in that of `%time code`.
 *
 * @param source The cell.
 * @param cursor The cursor, as an offset in UTF-16 units.
 * @param table The magics that there are.
 * @param isDeclared Which names are variables.
 */
export function magicContext(
  source: string,
  cursor: number,
  table: MagicTable,
  isDeclared: IsDeclared = () => false,
): MagicContext | undefined {
  const before = source.slice(0, cursor);
  const name = nameContext(source, before, table, isDeclared);
  if (name !== undefined) return name;
  const magic = collectMagics(before, table, isDeclared, () => {}).at(-1);
  if (magic === undefined) return undefined;
  if (magic.body !== undefined && before.slice(magic.end).includes("\n")) {
    return { kind: "text", magic: magic.name, start: cursor, end: cursor, prefix: "" };
  }
  if (!isInArguments(before, magic)) return undefined;
  const shape = table.get(magic.name);
  if (shape === undefined) return undefined;
  const hole = magic.holes.at(-1);
  // One that is not closed reaches to the cursor.
  if (hole !== undefined && hole.end >= cursor) {
    const prefix = source.slice(hole.start, cursor);
    return { kind: "expression", magic: magic.name, start: hole.start, end: cursor, prefix };
  }
  return argumentContext(source, before, magic, shape);
}

function nameContext(
  source: string,
  before: string,
  table: MagicTable,
  isDeclared: IsDeclared,
): NameContext | undefined {
  const found = NAME.exec(before);
  if (found === null) return undefined;
  const [, signs, prefix = ""] = found;
  const start = before.length - signs!.length - prefix.length;
  const isCell = signs === "%%";
  const isFirst = skipTrivia(before, 0).end === start;
  if (isCell && !isFirst) return undefined;
  // A name with an argument that no expression has: what is asked is whether a magic may stand here.
  const probe = `${before.slice(0, start)}%${PROBE} a b`;
  const known = new Map([...table, [PROBE, { name: PROBE, line: "arguments" as const }]]);
  const magics = collectMagics(probe, known, isDeclared, () => {});
  if (!magics.some((magic) => magic.start === start)) return undefined;
  const rest = /^[\p{L}\p{N}_]*/u.exec(source.slice(before.length))![0];
  return { kind: "name", start, end: before.length + rest.length, prefix, isCell };
}

const PROBE = "magic_at_the_cursor";

/** Whether the cursor is where the arguments of a magic are still written. */
function isInArguments(before: string, magic: FoundMagic): boolean {
  if (magic.code !== undefined && (magic.kind === "line" || magic.code.start > magic.end)) {
    return false;
  }
  return magic.end === before.length;
}

function argumentContext(
  source: string,
  before: string,
  magic: FoundMagic,
  shape: MagicShape,
): OptionContext | ValueContext | undefined {
  const cursor = before.length;
  const nameLength = magic.name === SYSTEM && before[magic.start] === "!"
    ? 1
    : magic.name.length + (magic.kind === "cell" ? 2 : 1);
  const from = magic.start + nameLength;
  const { units, places } = unitsOf(before, from, magic);
  const words = splitWords(units);
  const isNew = words.at(-1)?.end !== units.length || units.length === 0;
  const word = isNew ? undefined : words.pop();
  // Right behind the name there is no argument yet.
  if (word?.start === 0 && nameLength > 1 || from === cursor && nameLength > 1) return undefined;
  const end = cursor + restOfWord(source.slice(cursor), word?.open);
  const placeFrom = (start: number, prefix = before.slice(start)): ReplacedPlace => ({
    start,
    end,
    prefix,
  });
  const valuePlace = (first: number, isList: boolean): ReplacedPlace => {
    if (word === undefined) return placeFrom(cursor);
    const units = word.units.slice(0, isList ? undefined : first);
    const comma = units.findLastIndex(({ unit, isQuoted }) => unit === "," && !isQuoted);
    const from = Math.max(first, comma + 1);
    const at = from === 0 ? places[word.start]! : places[word.units[from - 1]!.at]! + 1;
    return placeFrom(at, word.units.slice(from).map(({ unit }) => unitText(unit)).join(""));
  };
  const start = word === undefined ? cursor : places[word.start]!;
  if (shape.isRaw) return rawContext(before, from, magic, words, placeFrom, start);
  const state = readState(words, shape);
  const common = { magic: magic.name, index: state.index, words: words.map(wordText) };
  if (state.option === undefined && state.takesOptions && word?.units[0]?.unit === "-") {
    const equals = word.units.findIndex(({ unit }) => unit === "=");
    if (equals < 0) {
      return { kind: "option", magic: magic.name, used: state.used, ...placeFrom(start) };
    }
    const written = wordText(word).split("=")[0]!;
    const option = findOption(shape, written);
    const name = option?.name ?? written.replace(/^--?/, "");
    const place = valuePlace(equals + 1, option?.option.isList === true);
    return { kind: "value", ...common, option: name, ...place };
  }
  if (state.option !== undefined) {
    return { kind: "value", ...common, option: state.option, ...valuePlace(0, state.isList) };
  }
  const equals = word === undefined ? -1 : pairAt(word);
  if (word !== undefined && equals >= 0) {
    const key = wordText(word).split("=")[0]!;
    return { kind: "value", ...common, key, ...valuePlace(equals + 1, false) };
  }
  return { kind: "value", ...common, ...valuePlace(0, false) };
}

/** All behind the name where it is one text to the magic; the last word of a command for the shell. */
function rawContext(
  before: string,
  from: number,
  magic: FoundMagic,
  words: readonly Word[],
  placeFrom: (start: number) => ReplacedPlace,
  wordStart: number,
): ValueContext | undefined {
  const isCommand = magic.name === SYSTEM;
  const textStart = from + /^\s*/.exec(before.slice(from))![0].length;
  // The first word behind `!` may still become the name of a variable.
  if (isCommand && words.length === 0) return undefined;
  const place = placeFrom(isCommand ? wordStart : textStart);
  const index = isCommand ? words.length : 0;
  const before_ = isCommand ? words.map(wordText) : [];
  return { kind: "value", magic: magic.name, index, words: before_, ...place };
}

/** The characters from `from` to the cursor, an expression as one, and where each of them stands. */
function unitsOf(
  before: string,
  from: number,
  magic: FoundMagic,
): { units: Unit[]; places: number[] } {
  const units: Unit[] = [];
  const places: number[] = [];
  for (let at = from; at < before.length;) {
    const hole = magic.holes.find(({ start }) => start === at + 2);
    places.push(at);
    const joint = /^\\\r?\n/.exec(before.slice(at, at + 3))?.[0];
    units.push(
      hole !== undefined ? new HoleValue("${…}") : joint !== undefined ? " " : before[at]!,
    );
    at = hole !== undefined ? hole.end + 1 : at + (joint?.length ?? 1);
  }
  return { units, places };
}

function wordText(word: Word): string {
  return word.units.map(({ unit }) => unitText(unit)).join("");
}

/** How many characters behind the cursor belong to the word there, with the quote that ends it. */
function restOfWord(behind: string, quote: string | undefined): number {
  if (quote !== undefined) {
    const line = /^[^\r\n]*/.exec(behind)![0];
    const closing = line.indexOf(quote);
    if (closing !== -1) return closing + 1;
  }
  return /^[^\s"',=]*/.exec(behind)![0].length;
}

function endsWithComma({ units }: Word): boolean {
  const last = units.at(-1);
  return last?.unit === "," && !last.isQuoted;
}

/** What the words before the cursor say of what may come. */
function readState(words: readonly Word[], shape: MagicShape): {
  index: number;
  used: string[];
  takesOptions: boolean;
  isList: boolean;
  option?: string;
} {
  let index = 0;
  const used: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (wordText(word) === "--" && word.units[0]?.isQuoted === false) {
      const others = words.slice(at + 1).filter((other) => pairAt(other) < 0);
      return { index: index + others.length, used, takesOptions: false, isList: false };
    }
    if (!isOption(word)) {
      if (pairAt(word) < 0) index++;
      continue;
    }
    const [written, value] = wordText(word).split("=");
    const option = findOption(shape, written!);
    const name = option?.name ?? written!.replace(/^--?/, "");
    used.push(name);
    const takesValue = shape.isOpen || option?.option.value !== undefined;
    if (!takesValue) continue;
    const isList = option?.option.isList === true;
    // A list goes on in the next word where it ends with a comma.
    let isOpen = value === undefined || isList && endsWithComma(word);
    while (isOpen && at + 1 < words.length && !isNextOption(shape, words[at + 1]!)) {
      isOpen = isList && endsWithComma(words[++at]!);
    }
    if (isOpen && at + 1 === words.length) {
      return { index, used, takesOptions: true, isList, option: name };
    }
  }
  return { index, used, takesOptions: true, isList: false };
}
