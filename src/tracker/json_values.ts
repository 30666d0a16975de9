/**
 * Turns the values that users log into JSON.
 *
 * @module
 */
import type { JsonValue } from "../store/mod.ts";
import { shown } from "./metric_log.ts";

function typedArray(value: unknown): value is ArrayLike<number | bigint> & Iterable<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Numbers that JSON lacks keep their names; an integer beyond 2^53 keeps its digits. */
function fromNumber(value: number | bigint): JsonValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value.toString();
}

function ownProperties(entries: Iterable<[string, unknown]>, convert: Converter): JsonValue {
  const result: Record<string, JsonValue> = {};
  for (const [key, item] of entries) {
    if (item === undefined) continue;
    const value = convert(item, key);
    if (key === "__proto__") {
      Object.defineProperty(result, key, { value, enumerable: true, configurable: true });
    } else result[key] = value;
  }
  return result;
}

type Converter = (item: unknown, key: string) => JsonValue;

function fromObject(value: object, convert: Converter): JsonValue {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  }
  if (value instanceof RegExp || value instanceof Error || value instanceof URL) {
    return String(value);
  }
  if (typedArray(value)) return Array.from(value, fromNumber);
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    return convert(value.valueOf(), "valueOf()");
  }
  if (Array.isArray(value)) {
    return Array.from(value, (item, i) => item === undefined ? null : convert(item, String(i)));
  }
  if (value instanceof Set) return Array.from(value, (item, i) => convert(item, String(i)));
  if (value instanceof Map) {
    const entries = Array.from(value, ([key, item]): [string, unknown] => [String(key), item]);
    return ownProperties(entries, convert);
  }
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return convert(toJSON.call(value), "toJSON()");
  return ownProperties(Object.entries(value), convert);
}

/**
 * The JSON that stands for a value:
 *
 * | Value | JSON |
 * | --- | --- |
 * | string, finite number, boolean, null, array, plain object | itself, nested as it is |
 * | NaN, Infinity, -Infinity | the string of that name |
 * | `undefined` | left out; null in an array |
 * | BigInt | a number where it is exact, else its digits as a string |
 * | Date | ISO 8601 in UTC |
 * | typed array, ArrayBuffer, Set | an array |
 * | Map | an object, keys as strings |
 * | RegExp, URL, Error, symbol | as text |
 * | function | `"[Function: name]"` |
 * | class instance | what its `toJSON()` returns, else its own enumerable properties |
 * | an object within itself, a promise | a TypeError that names the place |
 *
 * @param value The value.
 * @param what What it is, to begin an error with: `Cannot log parameter "a"`.
 * @throws {TypeError} If an object contains itself, or a value is a promise.
 */
export function toJsonValue(value: unknown, what: string): JsonValue {
  const above: object[] = [];
  const visit = (item: unknown, path: string): JsonValue => {
    switch (typeof item) {
      case "string":
      case "boolean":
        return item;
      case "number":
      case "bigint":
        return fromNumber(item);
      case "undefined":
        return null;
      case "function":
        return `[Function: ${item.name || "anonymous"}]`;
      case "symbol":
        return String(item);
    }
    if (item === null) return null;
    if (item instanceof Promise) {
      throw new TypeError(
        `${what}: the value at ${path || "its top"} is a promise, await it first`,
      );
    }
    if (above.includes(item as object)) {
      throw new TypeError(`${what}: the value contains itself at ${path || "its top"}`);
    }
    above.push(item as object);
    const json = fromObject(item as object, (inner, key) => visit(inner, `${path}.${key}`));
    above.pop();
    return json;
  };
  return visit(value, "");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Parameters as JSON.
 *
 * @throws {TypeError} If they are no object of values by name, or a value contains itself.
 */
export function toParams(params: unknown): Record<string, JsonValue> {
  if (!isRecord(params)) {
    throw new TypeError(
      `Cannot log parameters: got ${shown(params)}, expected an object of values by name`,
    );
  }
  const values = toJsonValue(params, "Cannot log parameters");
  if (!isRecord(values)) {
    throw new TypeError(
      `Cannot log parameters: got ${JSON.stringify(values).slice(0, 100)}, ` +
        "expected an object of values by name",
    );
  }
  return values;
}
