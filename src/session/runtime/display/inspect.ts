/** The `text/plain` of a value. @module */

import { inspectSafely } from "../console/mod.ts";
import { measure } from "./measure.ts";

/** The most characters that a value's text has. */
const MAX_TEXT = 200_000;
/** The most values inside a value that are worth an inspection of it. */
const MAX_VALUES = 20_000;
/** How deep `Deno.inspect` looks into a value by default. */
const DEPTH = 4;
/** The properties that are shown of an object with too many. */
const SHOWN_PROPERTIES = 100;

/**
 * A value as `Deno.inspect` shows it, without colours. What is too large is cut, before it costs
 * time: deep values are shown less deep, objects with thousands of properties in part, long texts
 * end with a note of how much is missing.
 */
export function inspectValue(value: unknown): string {
  if (typeof value === "string") return inspectString(value);
  if (typeof value !== "object" || value === null) return limit(inspectSafely(value, false));
  for (let depth = DEPTH; depth >= 0; depth--) {
    if (measure(value, depth, MAX_VALUES) <= MAX_VALUES) {
      return limit(inspectSafely(value, false, { depth }));
    }
  }
  return inspectPart(value);
}

function inspectString(value: string): string {
  if (value.length <= MAX_TEXT) {
    return inspectSafely(value, false, { strAbbreviateSize: MAX_TEXT });
  }
  const shown = wholeCharacters(value, MAX_TEXT);
  const text = inspectSafely(shown, false, { strAbbreviateSize: MAX_TEXT });
  return `${text}... ${more(value.length - shown.length, "character")}`;
}

/** The first properties of an object with more than can be shown. */
function inspectPart(value: object): string {
  const keys = Object.keys(value);
  const part = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, SHOWN_PROPERTIES)) {
    Object.defineProperty(part, key, Object.getOwnPropertyDescriptor(value, key)!);
  }
  const text = inspectSafely(part, false, { depth: 0 });
  const rest = more(keys.length - SHOWN_PROPERTIES, "property", "properties");
  return limit(`${text.replace(/\s*\}$/, "")},\n  ... ${rest}\n}`);
}

function limit(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const shown = wholeCharacters(text, MAX_TEXT);
  return `${shown}\n... ${more(text.length - shown.length, "character")}`;
}

/** The first `length` UTF-16 units of a text, one less where that would cut a character in two. */
function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

function more(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} more ${count === 1 ? one : many}`;
}
