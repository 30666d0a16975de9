/** Arguments of magics as the values that they have to be. @module */

/**
 * A text, from an argument.
 *
 * @throws {TypeError} Where it is none.
 */
export function textOf(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new TypeError(
    `Cannot take ${what}: got ${Deno.inspect(value, { depth: 0 })}, expected a text`,
  );
}

/**
 * A number, from an argument that may be its text.
 *
 * @throws {TypeError} Where it is none.
 */
export function numberOf(value: unknown, what: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && !(typeof value === "string" && Number.isNaN(number))) {
    return number;
  }
  throw new TypeError(
    `Cannot take ${what}: got ${Deno.inspect(value, { depth: 0 })}, expected a number`,
  );
}

/** An integer from 0, from an argument that may be its text. */
export function countOf(value: unknown, what: string): number {
  const number = numberOf(value, what);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError(`Cannot take ${what}: got ${number}, expected a whole number from 0`);
}
