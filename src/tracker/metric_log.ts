/**
 * The hot path: metrics into lines of the journal.
 *
 * @module
 */
import { checkMetricName, MetricTally } from "../store/mod.ts";
import { LineBuffer } from "./line_buffer.ts";

/** Where and when a point belongs: its step, or its step and time. */
export type MetricPlace = number | {
  /** The step. */
  step?: number | null;
  /** The time, as a Date or in milliseconds since the epoch; now where it is left out. */
  timestamp?: Date | number;
};

interface MetricSlot {
  /** The name as a key of JSON, with its colon, in UTF-8. */
  key: Uint8Array;
  tally: MetricTally;
}

/** A value as errors show it: short, with its type where that is the mistake. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `${JSON.stringify(value.slice(0, 100))} (string)`;
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object" || typeof value === "function") {
    return Array.isArray(value)
      ? "an array"
      : typeof value === "object"
      ? "an object"
      : "a function";
  }
  return `${String(value)} (${typeof value})`;
}

/** The step of a place, or undefined for none. */
function stepOf(place: MetricPlace | null | undefined, metric: string): number | undefined {
  let step: unknown = place;
  if (typeof place === "object" && place !== null) {
    step = place.step;
    const unknown = Object.keys(place).find((key) => key !== "step" && key !== "timestamp");
    if (unknown !== undefined) {
      throw new TypeError(
        `Cannot log metric ${JSON.stringify(metric)}: its place has the key ` +
          `${JSON.stringify(unknown)}, expected step and timestamp`,
      );
    }
  }
  if (Number.isSafeInteger(step)) return step as number;
  if (step === undefined || step === null) return undefined;
  throw new TypeError(
    `Cannot log metric ${JSON.stringify(metric)}: the step is ${shown(step)}, ` +
      "expected a safe integer",
  );
}

/** The time of a place in milliseconds, or undefined where it has none of its own. */
function timeOf(place: MetricPlace | null | undefined, metric: string): number | undefined {
  if (typeof place !== "object" || place === null || place.timestamp === undefined) {
    return undefined;
  }
  const { timestamp } = place;
  const time: unknown = timestamp instanceof Date ? timestamp.getTime() : timestamp;
  if (typeof time === "number" && Math.abs(time) <= 8.64e15) return time;
  throw new TypeError(
    `Cannot log metric ${JSON.stringify(metric)}: the timestamp is ${shown(timestamp)}, ` +
      "expected a Date or milliseconds since the epoch",
  );
}

const encoder = new TextEncoder();
const START = encoder.encode('{"type":"metrics","time":');
const STEP = encoder.encode(',"step":');
const TIMESTAMP = encoder.encode(',"timestamp":');
const VALUES = encoder.encode(',"values":{');
const COMMA = encoder.encode(",");
const END = encoder.encode("}}\n");

/** The metrics of one run, as far as this process logged them: no points, only tallies. */
export class MetricLog {
  /** The line that {@linkcode single} or {@linkcode several} made last. */
  readonly line: LineBuffer = new LineBuffer();
  /** The step that was logged last; null where none was. */
  lastStep: number | null = null;
  readonly #slots = new Map<string, MetricSlot>();

  /** What was logged of a metric here. */
  tally(name: string): MetricTally | undefined {
    const tally = this.#slots.get(name)?.tally;
    return tally && tally.count > 0 ? tally : undefined;
  }

  #slot(name: string): MetricSlot {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      checkMetricName("metric", name);
      slot = { key: encoder.encode(JSON.stringify(name) + ":"), tally: new MetricTally() };
      this.#slots.set(name, slot);
    }
    return slot;
  }

  /** Makes the line for one value; all of it is checked before anything is noted. */
  single(name: string, value: number, place: MetricPlace | null | undefined, now: number): void {
    const slot = this.#slot(name);
    if (typeof value !== "number") this.#rejectValue(name, value);
    const step = stepOf(place, name);
    const time = timeOf(place, name);
    this.#begin(step, time, now);
    this.line.raw(slot.key);
    this.line.number(value);
    this.line.raw(END);
    slot.tally.add(value, step ?? NaN, time ?? now);
    if (step !== undefined) this.lastStep = step;
  }

  /** Makes the line for several values of one place; false where there are none. */
  several(
    values: Record<string, number>,
    place: MetricPlace | null | undefined,
    now: number,
  ): boolean {
    if (typeof values !== "object" || values === null || Array.isArray(values)) {
      throw new TypeError(
        `Cannot log metrics: got ${shown(values)}, expected an object of numbers by name`,
      );
    }
    const names = Object.keys(values);
    const first = names[0];
    if (first === undefined) return false;
    if (names.length === 1) {
      this.single(first, values[first]!, place, now);
      return true;
    }
    const step = stepOf(place, first);
    const time = timeOf(place, first);
    this.#begin(step, time, now);
    for (const name of names) {
      const value: unknown = values[name];
      if (typeof value !== "number") this.#rejectValue(name, value);
      if (name !== first) this.line.raw(COMMA);
      this.line.raw(this.#slot(name).key);
      this.line.number(value);
    }
    this.line.raw(END);
    for (const name of names) {
      this.#slot(name).tally.add(values[name]!, step ?? NaN, time ?? now);
    }
    if (step !== undefined) this.lastStep = step;
    return true;
  }

  #begin(step: number | undefined, time: number | undefined, now: number): void {
    this.line.clear();
    this.line.raw(START);
    this.line.number(now);
    if (step !== undefined) {
      this.line.raw(STEP);
      this.line.number(step);
    }
    if (time !== undefined) {
      this.line.raw(TIMESTAMP);
      this.line.number(time);
    }
    this.line.raw(VALUES);
  }

  #rejectValue(name: string, value: unknown): never {
    throw new TypeError(
      `Cannot log metric ${JSON.stringify(name)}: the value is ${shown(value)}, expected a number`,
    );
  }
}
