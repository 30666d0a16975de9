/** Offsets in a text as lines and columns. @module */

/** A place in a text: line and column, both from 1; columns count UTF-16 units. */
export interface Position {
  /** The line, from 1. */
  line: number;
  /** The column, from 1. */
  column: number;
}

/** The lines of a text, as JavaScript separates them. */
export class Lines {
  readonly #starts: number[] = [0];
  readonly #length: number;

  /** Reads the lines of `text`. */
  constructor(text: string) {
    this.#length = text.length;
    for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
      this.#starts.push(match.index + match[0].length);
    }
  }

  /** The place of an offset. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }

  /** The offset of a place, or undefined where there is none. */
  offset({ line, column }: Position): number | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined || column < 1) return undefined;
    const offset = start + column - 1;
    return offset <= (this.#starts[line] ?? this.#length + 1) - 1 ? offset : undefined;
  }
}
