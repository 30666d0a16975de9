/**
 * The points of one line, kept in bounded memory however many there are.
 *
 * @module
 */

import type { CurvePoint, Points, Stray } from "../curve.ts";

/** What a line shows of the points whose x falls in one column: as M4, the first, lowest, highest and last. */
interface Column {
  firstX: number;
  firstY: number;
  lastX: number;
  lastY: number;
  lowX: number;
  lowY: number;
  highX: number;
  highY: number;
  /** How many numbers fell in it; 0 where there was only what is none: the line has a gap there. */
  count: number;
}

/** How many values without a place on the axis are kept. */
const MOST_STRAYS = 24;

/** What is known of all points of a line. */
export interface SeriesTotals {
  /** How many there are. */
  count: number;
  /** The last value; undefined where there is none. */
  last: number | undefined;
  /** The smallest drawn value; undefined where there is none. */
  min: CurvePoint | undefined;
  /** The largest drawn value; undefined where there is none. */
  max: CurvePoint | undefined;
  /** The first and the last x, also of what is not drawn; from above to where there is none. */
  range: [from: number, to: number];
  /** The first values that are no finite numbers. */
  strays: Stray[];
  /** How many finite values are not drawn, as they are not above {@linkcode SeriesOptions.above}. */
  leftOut: number;
}

/** How a line is kept. */
export interface SeriesOptions {
  /** How many columns are kept at most. Twice as many as there are pixels look exact. */
  capacity: number;
  /** What drawn values are above: 0 where the axis is logarithmic; -Infinity by default. */
  above?: number;
}

/**
 * Keeps the points of a line by columns of x. When there are too many columns, they are made twice as wide and
 * merged: memory is bounded, and a point costs the same however many came before.
 */
export class SeriesBuffer {
  readonly #capacity: number;
  readonly #above: number;
  #columns: Column[] = [];
  /** How wide a column is; 0 while every x has its own. */
  #width = 0;
  readonly #totals: SeriesTotals = {
    count: 0,
    last: undefined,
    min: undefined,
    max: undefined,
    range: [Infinity, -Infinity],
    strays: [],
    leftOut: 0,
  };

  /** A line without points. */
  constructor({ capacity, above = -Infinity }: SeriesOptions) {
    this.#capacity = capacity;
    this.#above = above;
  }

  /** How many columns are kept. */
  get size(): number {
    return this.#columns.length;
  }

  /** What is known of all that was added. */
  get totals(): Readonly<SeriesTotals> {
    return this.#totals;
  }

  /** Adds a point; one whose x is no finite number has no place, and is counted only. */
  add(x: number, y: number): void {
    this.#totals.count++;
    this.#totals.last = y;
    if (!Number.isFinite(x)) return;
    this.#survey(x, y);
    this.#keep(x, y > this.#above && y < Infinity ? y : NaN);
  }

  #survey(x: number, y: number): void {
    const totals = this.#totals;
    if (x < totals.range[0]) totals.range[0] = x;
    if (x > totals.range[1]) totals.range[1] = x;
    if (!Number.isFinite(y)) {
      if (totals.strays.length < MOST_STRAYS) totals.strays.push({ x, y });
    } else if (y <= this.#above) totals.leftOut++;
    else {
      if (totals.min === undefined || y < totals.min.y) totals.min = { x, y };
      if (totals.max === undefined || y > totals.max.y) totals.max = { x, y };
    }
  }

  #keep(x: number, y: number): void {
    const columns = this.#columns;
    const key = this.#key(x);
    const end = columns.at(-1);
    const endKey = end === undefined ? -Infinity : this.#key(end.firstX);
    if (endKey === key) return include(end!, x, y);
    if (endKey < key) columns.push(columnOf(x, y));
    else {
      const at = this.#find(key);
      if (this.#key(columns[at]!.firstX) === key) return include(columns[at]!, x, y);
      columns.splice(at, 0, columnOf(x, y));
    }
    if (columns.length > this.#capacity) this.#widen();
  }

  /** What to draw, reduced to about so many columns; NaN breaks the line. */
  points(columns: number): Points {
    const kept = this.#columns;
    const drawn = new DrawnPoints();
    const reduced = kept.length > columns ? merge(kept, widthFor(kept, columns)) : kept;
    for (const column of reduced) draw(column, drawn);
    return drawn.points();
  }

  #widen(): void {
    const columns = this.#columns;
    let width = Math.max(this.#width * 2, widthFor(columns, this.#capacity));
    let merged = merge(columns, width);
    // About half of them, so that it is long until the next time.
    while (merged.length > this.#capacity * 0.75) {
      width *= 2;
      merged = merge(merged, width);
    }
    this.#width = width;
    this.#columns = merged;
  }

  #key(x: number): number {
    return this.#width === 0 ? x : Math.floor(x / this.#width);
  }

  /** The place of the first column whose key is not less. */
  #find(key: number): number {
    let low = 0;
    let high = this.#columns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#key(this.#columns[middle]!.firstX) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A power of two, so that columns twice as wide hold whole ones. */
function widthFor(columns: Column[], count: number): number {
  const range = columns.at(-1)!.lastX - columns[0]!.firstX;
  return 2 ** Math.ceil(Math.log2(range / count));
}

/** A column of one point; y is NaN where there is none to draw. */
function columnOf(x: number, y: number): Column {
  return {
    firstX: x,
    firstY: y,
    lastX: x,
    lastY: y,
    lowX: x,
    lowY: y,
    highX: x,
    highY: y,
    count: Number.isNaN(y) ? 0 : 1,
  };
}

function include(column: Column, x: number, y: number): void {
  if (Number.isNaN(y)) {
    if (column.count > 0) return; // A gap narrower than a column cannot be seen.
    if (x < column.firstX) column.firstX = x;
    if (x > column.lastX) column.lastX = x;
    return;
  }
  if (column.count++ === 0) {
    Object.assign(column, columnOf(x, y));
    return;
  }
  if (x < column.firstX) {
    column.firstX = x;
    column.firstY = y;
  }
  if (x >= column.lastX) {
    column.lastX = x;
    column.lastY = y;
  }
  if (y < column.lowY) {
    column.lowX = x;
    column.lowY = y;
  }
  if (y > column.highY) {
    column.highX = x;
    column.highY = y;
  }
}

function merge(columns: Column[], width: number): Column[] {
  const merged: Column[] = [];
  let key = NaN;
  for (const column of columns) {
    const own = Math.floor(column.firstX / width);
    if (own !== key) {
      merged.push({ ...column });
      key = own;
    } else join(merged.at(-1)!, column);
  }
  return merged;
}

/** Adds a column to the one before it. */
function join(column: Column, next: Column): void {
  if (next.count === 0) {
    if (column.count === 0) column.lastX = next.lastX;
    return;
  }
  if (column.count === 0) {
    Object.assign(column, next);
    return;
  }
  column.count += next.count;
  column.lastX = next.lastX;
  column.lastY = next.lastY;
  if (next.lowY < column.lowY) {
    column.lowX = next.lowX;
    column.lowY = next.lowY;
  }
  if (next.highY > column.highY) {
    column.highX = next.highX;
    column.highY = next.highY;
  }
}

class DrawnPoints {
  readonly #x: number[] = [];
  readonly #y: number[] = [];

  /** Adds a point, once. */
  put(x: number, y: number): void {
    if (this.#x.at(-1) === x && Object.is(this.#y.at(-1), y)) return;
    this.#x.push(x);
    this.#y.push(y);
  }

  points(): Points {
    return { x: Float64Array.from(this.#x), y: Float64Array.from(this.#y) };
  }
}

function draw(column: Column, drawn: DrawnPoints): void {
  const { firstX, firstY, lastX, lastY, lowX, lowY, highX, highY } = column;
  drawn.put(firstX, firstY);
  if (column.count < 2) return;
  const lowIsFirst = lowX <= highX;
  drawn.put(lowIsFirst ? lowX : highX, lowIsFirst ? lowY : highY);
  drawn.put(lowIsFirst ? highX : lowX, lowIsFirst ? highY : lowY);
  drawn.put(lastX, lastY);
}
