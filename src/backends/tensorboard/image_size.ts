/**
 * Reads the size of a picture from its first bytes.
 *
 * @module
 */

/** A picture's size in pixels. */
export interface ImageSize {
  /** The width. */
  width: number;
  /** The height. */
  height: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** PNG: the size stands in the IHDR chunk, which comes first. */
function pngSize(view: DataView): ImageSize | undefined {
  if (view.byteLength < 24) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** JPEG: the size stands in the frame header (SOF0 to SOF15), behind other segments. */
function jpegSize(view: DataView): ImageSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++; // A fill byte.
    else if (marker >= 0xd0 && marker <= 0xd8 || marker === 0x01) at += 2; // Without a length.
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The size of a PNG or JPEG; undefined where the bytes are neither. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, PNG)) return pngSize(view);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return jpegSize(view);
  return undefined;
}
