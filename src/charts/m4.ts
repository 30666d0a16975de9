/**
 * Reduces a curve to the points that its pixels can show.
 *
 * A line through the first, last, smallest and largest point of each column of pixels looks as the line
 * through all of them (M4: Jugel et al., VLDB 2014).
 *
 * @module
 */

/** In the indices of {@linkcode reduceToColumns}: the line is broken here. */
export const BREAK = -1;

/** Where a line is drawn, and how finely. */
export interface Columns {
  /** The x at the left end of the first column. */
  from: number;
  /** The x at the right end of the last column. */
  to: number;
  /** How many columns there are. */
  count: number;
}

/** A column shows no more pieces of a line than this: what is broken more often is drawn through. */
const PIECES_A_COLUMN = 3;

/** The points to keep, as they are found. */
class Kept {
  #indices = new Int32Array(1024);
  #length = 0;

  #push(index: number): void {
    if (this.#length === this.#indices.length) {
      const grown = new Int32Array(this.#length * 2);
      grown.set(this.#indices);
      this.#indices = grown;
    }
    this.#indices[this.#length++] = index;
  }

  /** The four points of a piece, in their order, each once. */
  piece(first: number, low: number, high: number, last: number): void {
    const early = Math.min(low, high);
    const late = Math.max(low, high);
    this.#push(first);
    if (early !== first && early !== last) this.#push(early);
    if (late !== early && late !== first && late !== last) this.#push(late);
    if (last !== first) this.#push(last);
  }

  /** A break; before the first point there is nothing to break. */
  break(): void {
    if (this.#length > 0) this.#push(BREAK);
  }

  /** All of them. */
  indices(): Int32Array {
    return this.#indices.slice(0, this.#length);
  }
}

/**
 * The indices of the points that a line needs, in their order; {@linkcode BREAK} where it is broken.
 *
 * A point is drawn if `above < y < Infinity`; others break the line: NaN, infinities, and on a logarithmic scale
 * what is not above 0.
 *
 * @param x Where each point stands, ascending.
 * @param y The values.
 * @param columns Where the line is drawn; points outside of it count to the outermost columns.
 * @param above What all drawn values are above; -Infinity by default.
 */
export function reduceToColumns(
  x: Float64Array,
  y: Float64Array,
  { from, to, count }: Columns,
  above = -Infinity,
): Int32Array {
  const kept = new Kept();
  const width = to > from ? (to - from) / count : Infinity;
  let end = -Infinity; // The x at which the column that is being read ends.
  let pieces = 0;
  let isBroken = false;
  let [first, low, high, last] = [BREAK, 0, 0, 0];
  let [lowest, highest] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const at = x[i]!;
    if (at >= end) {
      if (first !== BREAK) kept.piece(first, low, high, last);
      first = BREAK;
      pieces = 0;
      let column = Math.min(count - 1, Math.max(0, Math.floor((at - from) / width)));
      // Rounded, a column may end where a point of the next one stands.
      if (from + (column + 1) * width <= at) column++;
      end = column >= count - 1 ? Infinity : from + (column + 1) * width;
    }
    const value = y[i]!;
    if (!(value > above && value < Infinity)) {
      isBroken = true;
      continue;
    }
    if (isBroken && first !== BREAK && pieces < PIECES_A_COLUMN) {
      kept.piece(first, low, high, last);
      first = BREAK;
    }
    if (first === BREAK) {
      if (isBroken) kept.break();
      pieces++;
      first = low = high = i;
      lowest = highest = value;
    } else if (value < lowest) {
      lowest = value;
      low = i;
    } else if (value > highest) {
      highest = value;
      high = i;
    }
    isBroken = false;
    last = i;
  }
  if (first !== BREAK) kept.piece(first, low, high, last);
  return kept.indices();
}
