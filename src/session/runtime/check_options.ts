/** Checks of what a cell passes to the session. @module */

import { describe, isRecord } from "./display/mod.ts";

/**
 * Checks the names and the kinds of options; one that is `undefined` counts as not given.
 *
 * @throws {TypeError} for options that are no object, an unknown name or a wrong kind.
 */
export function checkOptions(doing: string, options: unknown, kinds: Record<string, Kind>): void {
  if (!isRecord(options)) {
    throw new TypeError(`Cannot ${doing}: options is ${describe(options)}, expected an object`);
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds[name];
    if (kind === undefined) {
      const known = Object.keys(kinds).join(", ");
      throw new TypeError(`Cannot ${doing}: there is no option "${name}", expected ${known}`);
    }
    if (value === undefined || kindOf(value) === kind) continue;
    const article = /^[aeiou]/.test(kind) ? "an" : "a";
    throw new TypeError(
      `Cannot ${doing}: ${name} is ${describe(value)}, expected ${article} ${kind}`,
    );
  }
}

/** What a value may be. */
export type Kind = "string" | "number" | "boolean" | "function" | "object" | "array";

/** The kind of a value; arrays and null are no objects. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}
