/** Names of modules that continue an import's specifier, from this machine alone. @module */

import { builtinModules } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { parseExpression } from "./babel.ts";
import type { Candidate } from "./candidate.ts";
import { entries, pathCandidates } from "./paths.ts";

/**
 * The modules that the specifier typed so far may mean: what the notebook's deno.json names, Node's
 * own modules, and packages that are in Deno's cache. Nothing is asked of a registry while one types.
 */
export async function specifierCandidates(
  cwd: string,
  config: string | undefined,
  prefix: string,
): Promise<Candidate[]> {
  if (/^[./~]/.test(prefix)) return [];
  if (prefix.startsWith("node:")) {
    const names = builtinModules.filter((name) => !name.startsWith("_"));
    return names.map((name) => module(name.startsWith("node:") ? name : `node:${name}`));
  }
  if (prefix.startsWith("npm:")) return await cachedPackages(prefix.slice("npm:".length));
  const mapped: Candidate[] = [];
  const file = config ?? await nearestConfig(cwd);
  for (const [name, target] of Object.entries(file ? await importsOf(file) : {})) {
    mapped.push(module(name));
    if (!name.endsWith("/") || !prefix.startsWith(name) || !/^\.{0,2}\//.test(target)) continue;
    const inside = await pathCandidates(
      dirname(file as string),
      target + prefix.slice(name.length),
    );
    mapped.push(...inside.map((one) => ({ ...one, text: name + one.text.slice(target.length) })));
  }
  return [...mapped, ...["npm:", "jsr:", "node:", "https://"].map((name) => module(name, 5))];
}

function module(text: string, rank = 1): Candidate {
  return { text, type: "module", rank };
}

/** Packages of Deno's cache, and after `name@` their versions. */
async function cachedPackages(prefix: string): Promise<Candidate[]> {
  const cache = join(cacheFolder(), "npm");
  const [, name, version] = /^(@?[^@]+)(@?)/.exec(prefix) ?? [];
  const scope = /^(@[^/]+)\//.exec(prefix)?.[1];
  const out = new Map<string, Candidate>();
  for (const registry of await entries(cache)) {
    if (!registry.isDirectory) continue;
    const folder = join(cache, registry.name, version ? name as string : scope ?? "");
    for (const { name: entry, isDirectory } of await entries(folder)) {
      if (!isDirectory) continue;
      const text = version
        ? `npm:${name}@${entry}`
        : scope
        ? `npm:${scope}/${entry}`
        : `npm:${entry}${entry.startsWith("@") ? "/" : ""}`;
      out.set(text, module(text));
    }
  }
  return [...out.values()];
}

/** Deno's cache folder, as `deno info` tells it. */
function cacheFolder(): string {
  const set = Deno.env.get("DENO_DIR");
  if (set) return set;
  const home = homedir();
  if (Deno.build.os === "darwin") return join(home, "Library", "Caches", "deno");
  if (Deno.build.os === "windows") {
    return join(Deno.env.get("LOCALAPPDATA") ?? join(home, "AppData", "Local"), "deno");
  }
  return join(Deno.env.get("XDG_CACHE_HOME") ?? join(home, ".cache"), "deno");
}

/** The deno.json at or above a folder. */
async function nearestConfig(cwd: string): Promise<string | undefined> {
  for (let folder = cwd;; folder = dirname(folder)) {
    const names = (await entries(folder, Infinity)).map(({ name }) => name);
    const found = ["deno.json", "deno.jsonc"].find((name) => names.includes(name));
    if (found) return join(folder, found);
    if (dirname(folder) === folder) return undefined;
  }
}

/** The import map of a deno.json, which may hold comments. */
async function importsOf(path: string): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  let root: unknown;
  try {
    root = await parseExpression(await Deno.readTextFile(path));
  } catch (error) {
    // The session tells that its deno.json is broken; here there is only nothing to offer.
    if (error instanceof SyntaxError || error instanceof Deno.errors.NotFound) return out;
    throw error;
  }
  for (const [key, value] of members(member(root, "imports"))) {
    const target = (value as { type: string; value?: unknown }).value;
    if (typeof target === "string") out[key] = target;
  }
  return out;
}

interface ObjectNode {
  properties?: { key?: { value?: unknown }; value?: unknown }[];
}

function members(node: unknown): [string, unknown][] {
  const properties = (node as ObjectNode | undefined)?.properties ?? [];
  return properties.map(({ key, value }) => [String(key?.value), value]);
}

function member(node: unknown, name: string): unknown {
  return members(node).find(([key]) => key === name)?.[1];
}
