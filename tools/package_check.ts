/** Checks how the source names packages. @module */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { roomOf } from "./room_table.ts";

/** The rooms whose code also runs in a user's process, where the user's import map counts, not ours. */
const IN_USER_PROCESSES = new Set([
  "mod.ts",
  "backends",
  "charts",
  "display",
  "host",
  "magics",
  "magics/parser",
  "packages",
  "registry",
  "snapshot",
  "store",
  "tracker",
]);

/** What is imported, and what is named to be imported at run time. */
const IMPORT = /(?:(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)"([^"]+)"|"(npm:[^"\s]+@\d[^"\s]*)")/g;
const FULL_NAME = /^npm:((?:@[^/@]+\/)?[^/@]+)@([^/]+)(?:\/.*)?$/;

/** Checks the files; returns one line for each name that is wrong. */
export function checkPackages(root: string, files: readonly string[]): string[] {
  const { imports = {} } = JSON.parse(readFileSync(join(root, "deno.json"), "utf8"));
  const versions = new Map<string, string>();
  for (const specifier of Object.values<string>(imports)) {
    const [, name, version] = FULL_NAME.exec(specifier) ?? [];
    if (name !== undefined && version !== undefined) versions.set(name, version);
  }
  return files.flatMap((file) => {
    const room = roomOf(file);
    const text = readFileSync(join(root, file), "utf8");
    return text.split("\n").flatMap((line, index) => {
      // Comments, and types, which are gone when the code runs.
      if (/^\s*(?:\*|\/\/|import type\b)/.test(line)) return [];
      return [...line.matchAll(IMPORT)].flatMap(([, imported, named]) => {
        const problem = problemOf(
          (imported ?? named)!,
          IN_USER_PROCESSES.has(room ?? ""),
          versions,
        );
        return problem === undefined ? [] : [`${file}:${index + 1} ${problem}`];
      });
    });
  });
}

function problemOf(
  specifier: string,
  isInUserProcess: boolean,
  versions: ReadonlyMap<string, string>,
): string | undefined {
  if (/^(?:\.|node:|file:|jsr:)/.test(specifier)) return undefined;
  if (!specifier.startsWith("npm:")) {
    if (!isInUserProcess) return undefined;
    return `names the package "${specifier}" by our import map, which a user's process does not have; ` +
      `expected "npm:${specifier}@<version>"`;
  }
  const [, name, version] = FULL_NAME.exec(specifier) ?? [];
  if (name === undefined || !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version!)) {
    return `names "${specifier}", expected a package with an exact version`;
  }
  const known = versions.get(name);
  if (known === undefined || known === version) return undefined;
  return `names "${specifier}", while deno.json has version ${known}`;
}
