/** Numbers in what magics take and show. @module */

import type { MagicCall } from "./magic.ts";

/**
 * The value of an option as a whole number from 1; undefined where it was not given.
 *
 * @throws {RangeError} It is no such number.
 */
export function countOption(magic: string, call: MagicCall, name: string): number | undefined {
  const value = call.options[name];
  if (value === undefined) return undefined;
  const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new RangeError(
    `Cannot run %${magic}: --${name} is ${JSON.stringify(value)}, expected a whole number from 1`,
  );
}

/** A count with its noun: `1 run`, `1,000 runs`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
