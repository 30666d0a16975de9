/**
 * Frames of ZMTP 3: flags, a length of one or eight bytes, a body.
 *
 * @module
 */
import { ZmtpError } from "./zmtp_error.ts";

/** One frame: a part of a message, or a command. */
export interface Frame {
  /** Whether it is a command (READY, PING, SUBSCRIBE ...) instead of a part of a message. */
  command: boolean;
  /** Whether more parts of the same message follow. */
  more: boolean;
  /** What it carries; its own memory. */
  body: Uint8Array<ArrayBuffer>;
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** The memory a body gets before its bytes have come: a length is only a peer's claim. */
const FIRST_CAPACITY = 1 << 20;

/** Returns the bytes before a body of `length` bytes. */
export function frameHeader(
  length: number,
  flags: { more?: boolean; command?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const byte = (flags.more ? MORE : 0) | (flags.command ? COMMAND : 0);
  if (length < 256) return Uint8Array.of(byte, length);
  const header = new Uint8Array(9);
  header[0] = byte | LONG;
  new DataView(header.buffer).setBigUint64(1, BigInt(length));
  return header;
}

/** Cuts what arrives, in pieces of any size, into frames. */
export class FrameDecoder {
  /** The longest body taken, in bytes; may be changed between two frames. */
  maxLength: number;
  #header = new Uint8Array(9);
  #headerFilled = 0;
  #body: Uint8Array<ArrayBuffer> | undefined;
  #bodyFilled = 0;
  #length = 0;

  /** Starts between two frames. `maxLength` is the longest body taken, in bytes. */
  constructor(maxLength: number) {
    this.maxLength = maxLength;
  }

  /**
   * Takes the next bytes and yields the frames they complete. The generator must be run to its end.
   *
   * @throws {ZmtpError} Where flags are not those of ZMTP 3, or a body is longer than `maxLength`.
   */
  *push(bytes: Uint8Array): Generator<Frame, void, undefined> {
    let offset = 0;
    while (offset < bytes.length) {
      if (!this.#body) {
        offset += this.#readHeader(bytes, offset);
        if (!this.#body) continue;
      } else {
        offset += this.#readBody(bytes, offset);
      }
      if (this.#bodyFilled < this.#length) continue;
      const body = this.#body;
      this.#body = undefined;
      this.#headerFilled = 0;
      const flags = this.#header[0]!;
      yield { command: (flags & COMMAND) !== 0, more: (flags & MORE) !== 0, body };
    }
  }

  #readHeader(bytes: Uint8Array, offset: number): number {
    if (this.#headerFilled === 0) {
      const flags = bytes[offset]!;
      if (flags > 6 || (flags & COMMAND && flags & MORE)) {
        throw new ZmtpError(`Cannot read a frame: its flags are ${flags}, expected 0 to 4 or 6`);
      }
    }
    const flags = this.#headerFilled === 0 ? bytes[offset]! : this.#header[0]!;
    const size = flags & LONG ? 9 : 2;
    const count = Math.min(size - this.#headerFilled, bytes.length - offset);
    this.#header.set(bytes.subarray(offset, offset + count), this.#headerFilled);
    this.#headerFilled += count;
    if (this.#headerFilled === size) this.#startBody(size);
    return count;
  }

  #startBody(headerSize: number): void {
    const length = headerSize === 2
      ? this.#header[1]!
      : Number(new DataView(this.#header.buffer).getBigUint64(1));
    if (length > this.maxLength) {
      throw new ZmtpError(
        `Cannot read a frame: it has ${length} bytes, expected at most ${this.maxLength}`,
      );
    }
    this.#length = length;
    this.#bodyFilled = 0;
    this.#body = new Uint8Array(Math.min(length, FIRST_CAPACITY));
  }

  #readBody(bytes: Uint8Array, offset: number): number {
    const count = Math.min(this.#length - this.#bodyFilled, bytes.length - offset);
    const end = this.#bodyFilled + count;
    let body = this.#body!;
    if (end > body.length) {
      const larger = new Uint8Array(Math.min(this.#length, Math.max(end, body.length * 2)));
      larger.set(body.subarray(0, this.#bodyFilled));
      this.#body = body = larger;
    }
    body.set(bytes.subarray(offset, offset + count), this.#bodyFilled);
    this.#bodyFilled = end;
    return count;
  }
}
