/** Images by their bytes. @module */

/** The start of an image's bytes; `null` stands for any byte. */
const SIGNATURES: readonly (readonly [mime: string, bytes: readonly (number | null)[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
];

/** The MIME type of bytes that begin as a PNG, JPEG, GIF or WebP image does. */
export function imageType(bytes: Uint8Array): string | undefined {
  const found = SIGNATURES.find(([, signature]) =>
    bytes.length >= signature.length &&
    signature.every((byte, at) => byte === null || byte === bytes[at])
  );
  return found?.[0];
}

/** The bytes of what may hold an image, without a copy; `undefined` for other values. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (value instanceof Uint8ClampedArray) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value as ArrayBuffer);
  }
}

/** The bundle of an image in bytes, or `undefined` where the bytes are none. */
export function imageBundle(bytes: Uint8Array): Record<string, string> | undefined {
  const mime = imageType(bytes);
  return mime === undefined ? undefined : { [mime]: toBase64(bytes) };
}

/** Base64 of bytes; those of a shared buffer are copied first. */
export function toBase64(bytes: Uint8Array): string {
  const own = bytes.buffer instanceof SharedArrayBuffer ? new Uint8Array(bytes) : bytes;
  return own.toBase64();
}

/** The bundle of a Blob that holds an image, by its bytes and not by its type. */
export async function blobBundle(blob: Blob): Promise<Record<string, string> | undefined> {
  const start = new Uint8Array(await blob.slice(0, 16).arrayBuffer());
  if (imageType(start) === undefined) return undefined;
  return imageBundle(new Uint8Array(await blob.arrayBuffer()));
}
