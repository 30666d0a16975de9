/** The versions of Deno that a session runs in. @module */

/** The oldest Deno that a session runs in; `tests/kernel/oldest_deno_test.ts` runs it there. */
export const OLDEST_DENO = "2.9.0";

/** Whether a version of Deno is older than {@linkcode OLDEST_DENO}. */
export function isTooOld(version: string): boolean {
  const oldest = OLDEST_DENO.split(".").map(Number);
  const given = version.split(/[.+-]/, 3).map(Number);
  const at = oldest.findIndex((number, i) => number !== given[i]);
  return at !== -1 && given[at]! < oldest[at]!;
}

/**
 * Refuses a Deno in which cells would go wrong in ways that nobody could explain.
 *
 * @param attempt What is attempted, such as `start a session`.
 * @param version The version; that of this process by default.
 * @throws {Error} It is older than {@linkcode OLDEST_DENO}.
 */
export function refuseOldDeno(attempt: string, version: string = Deno.version.deno): void {
  if (!isTooOld(version)) return;
  throw new Error(
    `Cannot ${attempt}: Deno ${version} is too old, expected ${OLDEST_DENO} or later (deno upgrade)`,
  );
}
