/** What a comm's messages carry. @module */

import { bytesOf, describe, toBase64 } from "./display/mod.ts";

/** Bytes that go with a message. */
export type CommBuffer = ArrayBuffer | ArrayBufferView;

/** What a message carries beside its data. */
export interface CommExtras {
  /** The message's metadata. */
  metadata?: Record<string, unknown>;
  /** Bytes, as they are. */
  buffers?: CommBuffer[];
}

/** A message of the frontend. */
export interface CommMessage {
  /** What the frontend sent. */
  data: unknown;
  /** The message's metadata. */
  metadata: Record<string, unknown>;
  /** Bytes, as they were sent. */
  buffers: Uint8Array[];
}

/** A message as the kernel hands it over; buffers are base64. */
export interface ReceivedMessage {
  /** `comm_open`, `comm_msg` or `comm_close`. */
  msg_type: string;
  /** The message's content. */
  content: Record<string, unknown>;
  /** The message's metadata. */
  metadata?: Record<string, unknown>;
  /** The message's buffers as base64. */
  buffers?: string[];
}

/** Buffers as events carry them: base64. @throws {TypeError} when one is no buffer. */
export function encodeBuffers(buffers: readonly unknown[]): string[] {
  return buffers.map((buffer) => {
    const bytes = ArrayBuffer.isView(buffer)
      ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
      : bytesOf(buffer);
    if (bytes !== undefined) return toBase64(bytes);
    throw new TypeError(
      `Cannot send buffers: one is ${describe(buffer)}, expected an ArrayBuffer or a typed array`,
    );
  });
}
