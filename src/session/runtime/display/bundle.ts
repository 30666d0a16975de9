/** Bundles: representations of one value by MIME type. @module */

import type { MimeBundle } from "../../types.ts";
import { reasonOf } from "../console/mod.ts";
import { bytesOf, toBase64 } from "./image.ts";

/** A bundle and the metadata that goes with it. */
export interface Formatted {
  /** The representations by MIME type. */
  data: MimeBundle;
  /** Metadata by MIME type. */
  metadata: Record<string, unknown>;
}

/** Whether a value is an object whose keys are all MIME types. */
export function isBundle(value: unknown): value is MimeBundle {
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(key));
}

/** Whether a value is an object that is no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a display method returned, ready for a message: `{ data, metadata }`, or the bundle itself.
 * `undefined` where it is neither.
 *
 * @throws {TypeError} where the bundle holds what no message can carry.
 */
export function toFormatted(value: unknown): Formatted | undefined {
  if (isBundle(value)) return { data: messageBundle(value), metadata: {} };
  if (!isRecord(value) || !isBundle(value.data)) return undefined;
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  return { data: messageBundle(value.data), metadata: toJson(metadata, "the metadata") };
}

/**
 * A copy of a value as JSON carries it.
 *
 * @throws {TypeError} where it cannot: cycles, bigints, methods that throw.
 */
export function toJson<T>(value: T, what: string): T {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    const [reason] = reasonOf(error).split("\n");
    throw new TypeError(`Cannot send ${what}: it cannot be written as JSON (${reason})`);
  }
  return text === undefined ? null as T : JSON.parse(text);
}

/** Bytes as base64, values of JSON types as JSON, everything else as text. */
function messageBundle(bundle: MimeBundle): MimeBundle {
  const message: MimeBundle = {};
  for (const [mime, value] of Object.entries(bundle)) {
    if (value === undefined) continue;
    const bytes = bytesOf(value);
    if (bytes !== undefined) message[mime] = toBase64(bytes);
    else message[mime] = isJsonType(mime) ? toJson(value, `"${mime}"`) : textOf(value, mime);
  }
  return message;
}

function isJsonType(mime: string): boolean {
  return /[/+]json(;|$)/.test(mime);
}

/** A text; a list of its parts, as notebooks save it, is put together. */
function textOf(value: unknown, mime: string): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(String).join("");
  return isRecord(value) ? JSON.stringify(toJson(value, `"${mime}"`)) : String(value);
}
