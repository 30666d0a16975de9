/**
 * Bytes that grow at their end, written in Protocol Buffers' wire format.
 *
 * @module
 */

/** The wire types of the fields in use. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const TWO_32 = 4294967296;
const encoder = new TextEncoder();

/** Takes protobuf fields; `bytes.subarray(0, length)` is what it took. */
export class ByteWriter {
  /** The buffer; replaced by a larger one when it is full. */
  bytes: Uint8Array;
  /** How many of its bytes are in use. */
  length = 0;
  #view: DataView;

  /** Starts empty, with room for `capacity` bytes. */
  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** Forgets everything; the buffer stays for what comes next, unless it is larger than `keep`. */
  clear(keep = Infinity): void {
    this.length = 0;
    if (this.bytes.length <= keep) return;
    this.bytes = new Uint8Array(keep);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** The bytes taken so far, as a view of the buffer. */
  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Appends bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends a whole number as a varint: 64 bits in two's complement, as `int64` wants it. */
  varint(value: number): void {
    this.reserve(10);
    if (value >= 0 && value <= 0x7f) {
      this.bytes[this.length++] = value;
      return;
    }
    let high = Math.floor(value / TWO_32);
    let low = (value - high * TWO_32) >>> 0;
    high >>>= 0;
    while (high > 0 || low > 0x7f) {
      this.bytes[this.length++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    this.bytes[this.length++] = low;
  }

  /** Appends a 32-bit number, the lowest byte first; at `at` where that is given. */
  fixed32(value: number, at?: number): void {
    if (at === undefined) this.reserve(4);
    this.#view.setUint32(at ?? this.length, value, true);
    if (at === undefined) this.length += 4;
  }

  /** Appends a double without a field number. */
  rawDouble(value: number): void {
    this.reserve(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** A field of type int64, int32, bool or an enum. */
  int(field: number, value: number): void {
    this.varint(field * 8 + VARINT);
    this.varint(value);
  }

  /** A field of type double. */
  double(field: number, value: number): void {
    this.varint(field * 8 + FIXED64);
    this.rawDouble(value);
  }

  /** A field of type float. */
  float(field: number, value: number): void {
    this.varint(field * 8 + FIXED32);
    this.reserve(4);
    this.#view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  /** The head of a field of type bytes, string or message, whose `length` bytes follow. */
  head(field: number, length: number): void {
    this.varint(field * 8 + BYTES);
    this.varint(length);
  }

  /** A field of type bytes, or a message that is encoded already. */
  data(field: number, bytes: Uint8Array): void {
    this.head(field, bytes.length);
    this.raw(bytes);
  }

  /** A field of type string. A lone surrogate, which UTF-8 lacks, becomes U+FFFD. */
  string(field: number, text: string): void {
    this.data(field, encoder.encode(text));
  }

  /** A field that holds the message that `write` writes. */
  message(field: number, write: (inner: ByteWriter) => void): void {
    const inner = new ByteWriter();
    write(inner);
    this.data(field, inner.taken());
  }
}

/** The message that `write` writes. */
export function encodeMessage(write: (message: ByteWriter) => void): Uint8Array {
  const message = new ByteWriter();
  write(message);
  return message.taken();
}
