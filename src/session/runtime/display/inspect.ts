/** The `text/plain` of a value. @module */

import { inspectSafely } from "../console/mod.ts";
import { affordableDepth } from "./weigh.ts";

/** The most characters that a value's text has. */
const MAX_TEXT = 200_000;
/** The most values inside a value that an inspection visits. */
const MAX_VALUES = 20_000;
/** How deep `Deno.inspect` looks into a value by default. */
const DEPTH = 4;
/** The properties that are shown of an object with too many. */
const SHOWN_PROPERTIES = 100;
/** The methods by which a value is asked for its inspection. */
const CUSTOM = [Symbol.for("Deno.customInspect"), Symbol.for("nodejs.util.inspect.custom")];

/**
 * A value as `Deno.inspect` shows it, without colours. What is too large is cut, before it costs
 * time: deep values are shown less deep, objects with thousands of properties in part, long texts
 * end with a note of how much is missing.
 */
export function inspectValue(value: unknown): string {
  if (typeof value === "string") return inspectString(value);
  if (typeof value !== "object" || value === null) return cut(inspectSafely(value, false));
  let depth: number;
  try {
    const isOwn = CUSTOM.some((key) => typeof (value as never)[key] === "function");
    depth = isOwn ? DEPTH : affordableDepth(value, DEPTH, MAX_VALUES);
  } catch {
    // A Proxy whose traps throw: the inspection does not call them.
    depth = DEPTH;
  }
  return depth === -1 ? inspectPart(value) : cut(inspectSafely(value, false, { depth }));
}

/** A value for the sentence of a message: its inspection on one line, 60 characters at most. */
export function describe(value: unknown): string {
  const text = inspectValue(value).replace(/\s+/g, " ");
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function inspectString(value: string): string {
  const quote = (text: string): string =>
    inspectSafely(text, false, { strAbbreviateSize: MAX_TEXT });
  let shown = wholeCharacters(value, MAX_TEXT);
  let text = quote(shown);
  if (text.length > 2 * MAX_TEXT) {
    // Escapes took much more room than the characters do.
    shown = wholeCharacters(value, Math.floor(MAX_TEXT * shown.length / text.length));
    text = quote(shown);
  }
  const missing = value.length - shown.length;
  return missing === 0 ? text : `${text}... ${more(missing, "character", "characters")}`;
}

/** The first properties of an object with more than can be shown. */
function inspectPart(value: object): string {
  const keys = Object.keys(value);
  const part: object = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, SHOWN_PROPERTIES)) {
    Object.defineProperty(part, key, Object.getOwnPropertyDescriptor(value, key)!);
  }
  const text = inspectSafely(part, false, { depth: 0 }).replace(/\s*\}$/, "");
  return cut(
    `${text},\n  ... ${more(keys.length - SHOWN_PROPERTIES, "property", "properties")}\n}`,
  );
}

function cut(text: string): string {
  const shown = wholeCharacters(text, MAX_TEXT);
  const missing = text.length - shown.length;
  return missing === 0 ? text : `${shown}\n... ${more(missing, "character", "characters")}`;
}

/** The first `length` UTF-16 units of a text, one less where that would cut a character in two. */
function wholeCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

function more(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-US")} more ${count === 1 ? one : many}`;
}
