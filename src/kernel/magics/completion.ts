/** Completion of magics, their options and their arguments. @module */

import { resolve } from "node:path";
import { type MagicContext, magicContext, type ValueContext } from "../../../magics/parser/mod.ts";
import { type Session, within } from "../../session/mod.ts";
import { defaultBaseDir } from "../../store/mod.ts";
import { argumentMatches, type Match } from "./arguments.ts";
import type { MagicCells } from "./magic_cells.ts";
import type { RegistryReader } from "./registry_names.ts";

/** What completion needs of its surroundings. */
export interface MagicSources {
  /** The magics. */
  magics: MagicCells;
  /** The names of what was recorded. */
  names: RegistryReader;
  /** The notebook's folder. */
  cwd: string;
  /** The session, where there is one. */
  session: Session | undefined;
}

/** What can stand at a cursor; indices are UTF-16. */
export interface MagicCompletion {
  /** The texts, with what they are. */
  matches: Match[];
  /** Where the replaced text begins. */
  start: number;
  /** Where it ends. */
  end: number;
}

/** Code in a magic's arguments: the cell with that code alone, for those who complete code. */
export interface MagicExpression {
  /** The cell with all of the magic blank but its code. */
  code: string;
}

/** The magic that `!command` is. */
const SHELL = "system";

/** How long a user's own completion may take, in milliseconds. */
const OWN_TIME = 500;

/** Completes at a cursor, a UTF-16 index; undefined where no magic is there. */
export async function completeMagic(
  sources: MagicSources,
  source: string,
  cursor: number,
): Promise<MagicCompletion | MagicExpression | undefined> {
  const context = magicContext(source, cursor, sources.magics.table);
  if (context === undefined) return undefined;
  if (context.kind === "expression") return { code: expressionOnly(sources, source, context) };
  const { start, end, prefix } = context;
  const typed = (context.kind === "name" ? source.slice(start, cursor) : prefix).toLowerCase();
  const found = (await matchesAt(sources, context)).filter((match) => begins(match, typed));
  const isWritten = context.kind !== "value" || isOneText(sources.magics, context.magic);
  const behind = source.slice(end);
  return {
    matches: isWritten ? found : found.map((match) => spelled(match, behind)),
    start,
    end,
  };
}

/** Whether a match is what was begun; a run is also found by its name without the project. */
function begins({ text, type }: Match, typed: string): boolean {
  const lower = text.toLowerCase();
  return lower.startsWith(typed) || type === "run" && lower.includes(`/${typed}`);
}

/** Whether quotes mean nothing to a magic: its arguments are one text, or it is the user's own to say what they are. */
function isOneText(magics: MagicCells, name: string): boolean {
  const magic = magics.find(name);
  return magic === undefined || magic.isRaw === true && name !== SHELL;
}

/** A match as it is written: in quotes where it needs them, and with what follows unless that is there already. */
function spelled({ text, suffix = "", type }: Match, behind: string): Match {
  const written = /^[\p{L}\p{N}_.\/@:+~-]+$/u.test(text)
    ? text
    : `"${text.replaceAll(/["\\]|\$(?=\{)/g, "\\$&")}"`;
  return { text: written + (behind.startsWith(suffix) ? "" : suffix), type };
}

async function matchesAt(
  sources: MagicSources,
  context: Exclude<MagicContext, { kind: "expression" }>,
): Promise<Match[]> {
  const { magics } = sources;
  if (context.kind === "text") return [];
  if (context.kind === "name") {
    const signs = context.isCell ? "%%" : "%";
    return magics.names().filter(({ isLine, isCell }) => context.isCell ? isCell : isLine)
      .map(({ name }) => ({ text: signs + name, type: "magic" }));
  }
  const magic = magics.find(context.magic);
  if (magic === undefined) return await ownMatches(sources, context);
  if (context.kind === "option") {
    return Object.entries(magic.options ?? {}).filter(([name]) => !context.used.includes(name))
      .map(([name]) => ({ text: `--${name}`, type: "option" }));
  }
  const { names, cwd } = sources;
  return await argumentMatches(magic, context, {
    names: () => names.names(resolve(cwd, folderIn(context) ?? defaultBaseDir())),
    cwd,
    magics: magics.names().map(({ name }) => name),
  });
}

/** The folder of runs that the words before name with `--dir`. */
function folderIn({ words }: ValueContext): string | undefined {
  const at = words.findIndex((word) => word === "--dir" || word.startsWith("--dir="));
  if (at === -1) return undefined;
  return words[at] === "--dir" ? words[at + 1] : words[at]!.slice("--dir=".length);
}

/** What a user's own magic offers; nothing while its session is busy. */
async function ownMatches(
  { session }: MagicSources,
  context: Exclude<MagicContext, { kind: "expression" | "name" | "text" }>,
): Promise<Match[]> {
  if (session === undefined) return [];
  const text = "words" in context ? [...context.words, context.prefix].join(" ") : context.prefix;
  const call = `__labbook.completeMagic(${JSON.stringify(context.magic)}, ${JSON.stringify(text)})`;
  const found = await within(session.evaluate<string[]>(call, true), OWN_TIME);
  return (found ?? []).map((one) => ({ text: one, type: "argument" }));
}

function expressionOnly(
  { magics }: MagicSources,
  source: string,
  { start, end }: { start: number; end: number },
): string {
  const blank = magics.blank(source);
  return blank.slice(0, start) + source.slice(start, end) + blank.slice(end);
}
