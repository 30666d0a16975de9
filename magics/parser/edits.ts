/** Putting text into a cell. @module */

/** A piece of a text that is replaced. */
export interface Edit {
  /** Where it begins. */
  start: number;
  /** Where it ends. */
  end: number;
  /** What stands there instead. */
  text: string;
}

/** Applies edits that do not overlap; of those at one place the first stays the first. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}
