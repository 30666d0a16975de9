/** What the words of arguments mean. @module */

import { HoleValue, type Unit, type WordUnit } from "./words.ts";

/** Stands for a value while JSON is read; such a character cannot be written in JSON. */
const HOLE = "\0";

/** A value as text. */
export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    const json = typeof value === "object" && value !== null ? JSON.stringify(value) : undefined;
    return json ?? String(value);
  } catch {
    // Circular, or an object that refuses to be a text.
    return Object.prototype.toString.call(value);
  }
}

/** What units say: the value itself where it stands alone, else text. */
export function plainValue(units: readonly WordUnit[]): unknown {
  const [first] = units;
  if (units.length === 1 && first!.unit instanceof HoleValue) return first!.unit.value;
  return units.map(({ unit }) => unitText(unit)).join("");
}

/** A unit as text. */
export function unitText(unit: Unit): string {
  return unit instanceof HoleValue ? toText(unit.value) : unit;
}

/** What the value of `key=value` is: JSON where it is JSON, else as words are. */
export function pairValue(units: readonly WordUnit[], raw: readonly Unit[]): unknown {
  if (units.length <= 1 && units[0]?.unit instanceof HoleValue) return plainValue(units);
  const json = readJson(raw);
  return json === undefined ? plainValue(units) : json.value;
}

function readJson(raw: readonly Unit[]): { value: unknown } | undefined {
  const values: unknown[] = [];
  let isInString = false;
  const text = raw.map((unit, index) => {
    if (unit instanceof HoleValue) {
      if (isInString) return JSON.stringify(toText(unit.value)).slice(1, -1);
      values.push(unit.value);
      return `"\\u0000${values.length - 1}"`;
    }
    if (unit === '"' && !isEscaped(raw, index)) isInString = !isInString;
    return unit;
  }).join("");
  try {
    if (values.length === 0) return { value: JSON.parse(text) };
    return {
      value: JSON.parse(text, (_key, value) => {
        const isHole = typeof value === "string" && value.startsWith(HOLE);
        return isHole ? values[Number(value.slice(1))] : value;
      }),
    };
  } catch {
    // Text that is no JSON is text.
    return undefined;
  }
}

function isEscaped(raw: readonly Unit[], index: number): boolean {
  let count = 0;
  while (raw[index - 1 - count] === "\\") count++;
  return count % 2 === 1;
}

/** Splits units at the commas that are not in quotes; a value that is a list is its elements. */
export function listValue(units: readonly WordUnit[]): unknown[] {
  const parts: WordUnit[][] = [[]];
  for (const unit of units) {
    if (unit.unit === "," && !unit.isQuoted) parts.push([]);
    else parts.at(-1)!.push(unit);
  }
  return parts.filter((part) => part.length > 0).flatMap((part) => {
    const value = plainValue(part);
    return Array.isArray(value) ? value : [value];
  });
}

/** Sets a plain own property, also one of a name such as `__proto__`. */
export function setOwn(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
