/**
 * JSON as the files of a run hold it: strict when written; when read, the bare literals `NaN`,
 * `Infinity` and `-Infinity` of Python's `json` are accepted too.
 *
 * @module
 */
import type { StoredNumber } from "./events.ts";

/** The names by which a file holds the numbers that JSON lacks. */
const NAMED: Record<string, number> = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

/** A string literal (kept), or a bare literal outside of one (quoted). */
const LITERALS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * Parses JSON, with bare `NaN`, `Infinity` and `-Infinity` read as the strings of these names.
 *
 * @throws {SyntaxError} If the text is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(LITERALS, (found) => found[0] === '"' ? found : `"${found}"`));
  }
}

/** Serialises a value; numbers that JSON lacks become the strings of their names. */
export function stringifyJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, item) => typeof item === "number" && !Number.isFinite(item) ? String(item) : item,
    indent,
  );
}

/** The number that a file's value stands for, or undefined where it is none. */
export function toNumber(stored: unknown): number | undefined {
  if (typeof stored === "number") return stored;
  if (typeof stored === "string" && Object.hasOwn(NAMED, stored)) return NAMED[stored];
  return undefined;
}

/** A number as a file holds it. */
export function toStored(value: number): StoredNumber {
  return Number.isFinite(value) ? value : String(value) as StoredNumber;
}

/** A number as JSON text; unlike `JSON.stringify`, it keeps the sign of zero. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return value === 0 && 1 / value < 0 ? "-0" : String(value);
  return `"${value}"`;
}

/** Sets a key of a record whatever its name is: `record["__proto__"] = …` would not. */
export function defineKey<T>(record: Record<string, T>, name: string, value: T): void {
  if (name !== "__proto__") record[name] = value;
  else {
    Object.defineProperty(record, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}
