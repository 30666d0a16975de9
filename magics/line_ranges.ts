/** Ranges of line numbers as users type them. @module */

/** A range, both ends included. */
export type LineRange = readonly [first: number, last: number];

/**
 * Reads `5`, `5-10`, `5-` and lists of them with commas.
 *
 * @throws {SyntaxError} The text is none.
 */
export function parseRanges(magic: string, text: string): LineRange[] {
  return text.split(",").map((part) => {
    const match = /^\s*(\d+)\s*(?:(-)\s*(\d+)?)?\s*$/.exec(part);
    const first = Number(match?.[1]);
    const last = match?.[2] === undefined ? first : Number(match[3] ?? Infinity);
    if (first <= last) return [first, last] as const;
    throw new SyntaxError(
      `Cannot run %${magic}: ${JSON.stringify(text)} is no range of lines, expected such as 5-10`,
    );
  });
}

/** Whether a number lies in one of the ranges. */
export function isInRanges(ranges: readonly LineRange[], number: number): boolean {
  return ranges.some(([first, last]) => first <= number && number <= last);
}
