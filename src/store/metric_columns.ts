/**
 * The points of one metric as columns: 24 bytes a point instead of an object.
 *
 * @module
 */

/** One metric's points, in the order they were logged; the arrays are as long as there are points. */
export interface MetricColumns {
  /** The values. */
  value: Float64Array;
  /** The steps; NaN where none was given. */
  step: Float64Array;
  /** The times in milliseconds since the epoch. */
  timestamp: Float64Array;
}

const FIRST_CAPACITY = 16;

function grow(
  array: Float64Array<ArrayBuffer>,
  capacity: number,
): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(capacity);
  grown.set(array);
  return grown;
}

/** Columns that grow point by point. */
export class MetricColumnsBuilder {
  #value = new Float64Array(FIRST_CAPACITY);
  #step = new Float64Array(FIRST_CAPACITY);
  #timestamp = new Float64Array(FIRST_CAPACITY);
  /** When each point was logged, where the user gave a timestamp of their own. */
  #logged: Float64Array<ArrayBuffer> | undefined;
  #length = 0;

  /** Adds a point; `logged` orders it among the points of other writers. */
  push(value: number, step: number, timestamp: number, logged: number): void {
    const i = this.#length;
    if (i === this.#value.length) {
      const capacity = i * 2;
      this.#value = grow(this.#value, capacity);
      this.#step = grow(this.#step, capacity);
      this.#timestamp = grow(this.#timestamp, capacity);
      if (this.#logged) this.#logged = grow(this.#logged, capacity);
    }
    this.#value[i] = value;
    this.#step[i] = step;
    this.#timestamp[i] = timestamp;
    if (logged !== timestamp && !this.#logged) this.#logged = this.#timestamp.slice();
    if (this.#logged) this.#logged[i] = logged;
    this.#length = i + 1;
  }

  /** The points so far, not copied. */
  columns(): MetricColumns {
    return {
      value: this.#value.subarray(0, this.#length),
      step: this.#step.subarray(0, this.#length),
      timestamp: this.#timestamp.subarray(0, this.#length),
    };
  }

  /** When each point was logged. */
  logged(): Float64Array {
    return (this.#logged ?? this.#timestamp).subarray(0, this.#length);
  }
}

/** Puts columns one behind the other. */
export function concatColumns(parts: MetricColumns[]): MetricColumns {
  if (parts.length === 1) return parts[0]!;
  const length = parts.reduce((sum, part) => sum + part.value.length, 0);
  const all: MetricColumns = {
    value: new Float64Array(length),
    step: new Float64Array(length),
    timestamp: new Float64Array(length),
  };
  let at = 0;
  for (const part of parts) {
    all.value.set(part.value, at);
    all.step.set(part.step, at);
    all.timestamp.set(part.timestamp, at);
    at += part.value.length;
  }
  return all;
}

/**
 * Merges what several writers logged of one metric by the time of logging; what one writer logged
 * keeps its order, whatever its clock did.
 */
export function mergeColumns(writers: MetricColumnsBuilder[]): MetricColumns {
  if (writers.length === 1) return writers[0]!.columns();
  const all = concatColumns(writers.map((writer) => writer.columns()));
  const times = new Float64Array(all.value.length);
  let at = 0;
  for (const writer of writers) {
    let latest = -Infinity;
    for (const time of writer.logged()) {
      latest = Math.max(latest, time);
      times[at++] = latest;
    }
  }
  const order = Uint32Array.from(times.keys());
  order.sort((a, b) => times[a]! - times[b]! || a - b);
  const pick = (from: Float64Array): Float64Array => {
    const to = new Float64Array(from.length);
    for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
    return to;
  };
  return { value: pick(all.value), step: pick(all.step), timestamp: pick(all.timestamp) };
}
