/**
 * TensorFlow's records: length, checksum of the length, data, checksum of the data.
 *
 * @module
 */
import type { ByteWriter } from "./byte_writer.ts";
import { crc32c, maskCrc } from "./crc32c.ts";

const HEADER_BYTES = 12;
const TWO_32 = 4294967296;

/** The length that was checksummed last, and its checksum: the points of a metric are of a size. */
let lastLength = NaN;
let lastChecksum = 0;

/** Appends the head of a record whose data follows; {@linkcode endRecord} completes it. */
export function beginRecord(out: ByteWriter): number {
  const start = out.length;
  out.reserve(HEADER_BYTES);
  out.length += HEADER_BYTES;
  return start;
}

/** Completes the record that {@linkcode beginRecord} began at `start`. */
export function endRecord(out: ByteWriter, start: number): void {
  const data = start + HEADER_BYTES;
  const length = out.length - data;
  out.fixed32(length % TWO_32, start);
  out.fixed32(Math.floor(length / TWO_32), start + 4);
  if (length !== lastLength) {
    lastChecksum = maskCrc(crc32c(out.bytes, start, start + 8));
    lastLength = length;
  }
  out.fixed32(lastChecksum, start + 8);
  out.fixed32(maskCrc(crc32c(out.bytes, data, out.length)));
}
