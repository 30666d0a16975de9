/** The configuration that counts for a notebook. @module */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What a folder's configuration says. */
export interface Configuration {
  /** The path of the `deno.json`. */
  config?: string;
  /** Its `compilerOptions`. */
  compilerOptions?: Record<string, unknown>;
  /** The lock file, where the `deno.json` says that nothing may be added to it. */
  frozenLock?: string;
  /** The dependencies of a `package.json`, where there is no `deno.json`: Deno reads both, if there are both. */
  dependencies?: Record<string, string>;
}

/** Reads the nearest `deno.json`, `deno.jsonc` or, without one, `package.json` in a folder or above it. */
export async function findConfig(folder: string): Promise<Configuration> {
  const config = findDenoConfig(folder);
  if (config !== undefined) {
    const { parseJsonc } = await import("../snapshot/mod.ts");
    const { compilerOptions, lock } = parse(config, parseJsonc);
    return {
      config,
      ...isRecord(compilerOptions) ? { compilerOptions } : {},
      ...isRecord(lock) && lock.frozen === true ? { frozenLock: lockPath(config, lock) } : {},
    };
  }
  const packageFile = nearest(folder, ["package.json"]);
  if (packageFile === undefined) return {};
  const { dependencies, devDependencies } = parse(packageFile, JSON.parse);
  const all = {
    ...isRecord(devDependencies) && devDependencies,
    ...isRecord(dependencies) && dependencies,
  };
  const texts = Object.entries(all).filter(([, range]) => typeof range === "string");
  return { dependencies: Object.fromEntries(texts) as Record<string, string> };
}

/** Returns the path of the nearest `deno.json` or `deno.jsonc` in a folder or above it. */
export function findDenoConfig(folder: string): string | undefined {
  return nearest(folder, ["deno.json", "deno.jsonc"]);
}

function lockPath(config: string, { path }: Record<string, unknown>): string {
  return resolve(dirname(config), typeof path === "string" ? path : "deno.lock");
}

function nearest(folder: string, names: readonly string[]): string | undefined {
  for (let current = folder;; current = dirname(current)) {
    const found = names.map((name) => join(current, name)).find((path) => existsSync(path));
    if (found !== undefined || dirname(current) === current) return found;
  }
}

/** A file that cannot be read or understood is for Deno to complain of, which does it well. */
function parse(path: string, parseText: (text: string) => unknown): Record<string, unknown> {
  try {
    const value = parseText(readFileSync(path, "utf8"));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
