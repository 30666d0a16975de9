/**
 * Puts a line of JSON together as bytes.
 *
 * A line of strings would be garbage a hundred bytes a time: at a million points, tens of megabytes
 * of it, and a slower call.
 *
 * @module
 */
import { numberText } from "../store/mod.ts";

const FIRST_CAPACITY = 1024;
/** No number's text is longer: `"-Infinity"` has 11 characters, -1.2345678901234567e-100 has 24. */
const NUMBER_BYTES = 32;
const ZERO = 48;
const MINUS = 45;

/** A line that is being put together. */
export class LineBuffer {
  /** Holds the line in its first {@linkcode length} bytes. */
  bytes: Uint8Array = new Uint8Array(FIRST_CAPACITY);
  /** How long the line is. */
  length = 0;

  /** Begins a new line. */
  clear(): void {
    this.length = 0;
  }

  /** Appends bytes. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    const to = this.bytes;
    let at = this.length;
    // Faster than set() for the few bytes that these are.
    for (let i = 0; i < bytes.length; i++) to[at++] = bytes[i]!;
    this.length = at;
  }

  /** Appends a number as JSON holds it. */
  number(value: number): void {
    this.#reserve(NUMBER_BYTES);
    const isPlain = Number.isFinite(value) && !Object.is(value, -0);
    if (isPlain && Number.isSafeInteger(value)) return this.#integer(value);
    // The same text as String(value), which V8 keeps: a million different ones are 24 MB.
    const text = isPlain ? JSON.stringify(value) : numberText(value);
    let at = this.length;
    for (let i = 0; i < text.length; i++) this.bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  #integer(value: number): void {
    const to = this.bytes;
    let start = this.length;
    let rest = value;
    if (rest < 0) {
      to[start++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let power = 10; power <= rest; power *= 10) digits++;
    for (let i = start + digits - 1; i >= start; i--) {
      const tenth = Math.floor(rest / 10);
      to[i] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.length = start + digits;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
