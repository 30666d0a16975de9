/**
 * CRC-32C (Castagnoli), the checksum of TensorFlow's records.
 *
 * @module
 */

/** The Castagnoli polynomial, its bits reversed. */
const POLYNOMIAL = 0x82f63b78;

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    table[byte] = crc;
  }
  return table;
}

const TABLE = makeTable();

/** The CRC-32C of `bytes[start]` up to, not including, `bytes[end]`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  let crc = -1;
  for (let at = start; at < end; at++) crc = TABLE[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The masked form in which a record stores a CRC: a CRC of data that holds CRCs is a weak one. */
export function maskCrc(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
