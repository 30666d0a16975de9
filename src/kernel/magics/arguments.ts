/** What can stand at a place of a magic's arguments. @module */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import type { ArgumentKind, Magic } from "../../../magics/mod.ts";
import type { ValueContext } from "../../../magics/parser/mod.ts";
import type { RegistryNames } from "./registry_names.ts";

/** A text that can stand somewhere. */
export interface Match {
  /** The text, without the quotes that it may need. */
  text: string;
  /** What follows the text behind its quotes. */
  suffix?: string;
  /** What it is. */
  type: string;
}

/** What arguments are completed from. */
export interface ArgumentSources {
  /** The names of what was recorded. */
  names: () => Promise<RegistryNames>;
  /** The folder that paths start from. */
  cwd: string;
  /** The names of all magics. */
  magics: readonly string[];
}

/** What can stand at a place of a magic's arguments. */
export async function argumentMatches(
  magic: Magic,
  context: ValueContext,
  sources: ArgumentSources,
): Promise<Match[]> {
  const { option, key, index, prefix } = context;
  if (option !== undefined) {
    return await matchesOf(magic.options?.[option]?.kind ?? "text", prefix, sources);
  }
  if (key !== undefined) return [];
  const { positional = [], isVariadic = false, pairs } = magic;
  const place = positional[index] ?? (isVariadic ? positional.at(-1) : undefined);
  const alone = place === undefined ? [] : await matchesOf(place, prefix, sources);
  // A key is offered where the run's name, or whatever stands alone, is there already.
  if (pairs === undefined || place !== undefined) return alone;
  const keys = await matchesOf(pairs, prefix, sources);
  return [...alone, ...keys.map((match) => ({ ...match, suffix: "=" }))];
}

async function matchesOf(
  kind: ArgumentKind,
  prefix: string,
  { names, cwd, magics }: ArgumentSources,
): Promise<Match[]> {
  if (typeof kind !== "string") return kind.map((text) => ({ text, type: "keyword" }));
  switch (kind) {
    case "project":
      return named((await names()).projects, "project");
    case "run":
      return named((await names()).runs, "run");
    case "new run": {
      const { projects, runs } = await names();
      if (prefix.includes("/")) return named(runs, "run");
      return projects.map((project) => ({ text: `${project}/`, type: "project" }));
    }
    case "metric":
      return named((await names()).metrics, "metric");
    case "parameter":
      return named((await names()).params, "parameter");
    case "magic":
      return magics.map((name) => ({ text: name, type: "magic" }));
    case "environment variable":
      return named(Object.keys(process.env).sort(), "environment variable");
    case "path":
    case "folder":
      return await paths(cwd, prefix, kind === "folder");
    case "text":
      return [];
  }
}

function named(texts: readonly string[], type: string): Match[] {
  return texts.map((text) => ({ text, type }));
}

async function paths(cwd: string, prefix: string, onlyFolders: boolean): Promise<Match[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const expanded = folder.replace(/^~(?=\/)/, homedir());
  const isHidden = prefix.slice(folder.length).startsWith(".");
  const found: Match[] = [];
  try {
    for await (const entry of Deno.readDir(isAbsolute(expanded) ? expanded : join(cwd, expanded))) {
      if (entry.name.startsWith(".") && !isHidden) continue;
      if (onlyFolders && !entry.isDirectory) continue;
      const text = folder + entry.name + (entry.isDirectory ? "/" : "");
      found.push({ text, type: "path" });
    }
  } catch (error) {
    // What is typed may be no folder yet.
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
      throw error;
    }
  }
  return found.sort((a, b) => a.text < b.text ? -1 : 1);
}
