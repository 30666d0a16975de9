/**
 * The packages that a lock file names.
 *
 * @module
 */
import { redactText } from "./redact.ts";

/** The part of a lock file, of any version since 3, that names packages. */
interface LockFile {
  npm?: Record<string, unknown>;
  jsr?: Record<string, unknown>;
  remote?: Record<string, string>;
  packages?: LockFile;
}

/**
 * Reads a deno.lock.
 *
 * @param text The file's text.
 * @returns Names such as `npm:commander`, `jsr:@std/fs` and `https://deno.land/std` to their
 * versions, several ones separated by `, `. A URL without a version has the start of its hash.
 * @throws {SyntaxError} If the text is no JSON.
 */
export function readLockedPackages(text: string): Record<string, string> {
  const lock = JSON.parse(text) as LockFile | null;
  const versions = new Map<string, Set<string>>();
  const note = (name: string, version: string): void => {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  };
  // Version 3 keeps the packages of registries in a part of its own.
  for (const source of ["npm", "jsr"] as const) {
    for (const key of Object.keys(lock?.[source] ?? lock?.packages?.[source] ?? {})) {
      const at = key.indexOf("@", 1);
      // After an underscore, npm's packages name those that they were resolved with.
      if (at > 0) note(`${source}:${key.slice(0, at)}`, key.slice(at + 1).split("_")[0]!);
    }
  }
  for (const [url, hash] of Object.entries(lock?.remote ?? {})) {
    const [, name, version] = /^(https?:\/\/.+?)@v?(\d[^/]*)\//.exec(url) ?? [];
    if (name !== undefined && version !== undefined) note(redactText(name), version);
    else note(redactText(url), `sha256:${hash.slice(0, 12)}`);
  }
  const sorted = [...versions].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, found]) => [name, [...found].join(", ")]));
}
