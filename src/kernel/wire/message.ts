/**
 * Messages of the Jupyter protocol 5.5 and the types of their parts
 * (https://jupyter-client.readthedocs.io/en/stable/messaging.html).
 *
 * @module
 */
import { WireError } from "./wire_error.ts";

/** A message's header. Clients may add fields of their own. */
export interface Header {
  /** Unique to the message. */
  msg_id: string;
  /** Such as "execute_request". */
  msg_type: string;
  /** The sender's session. */
  session?: string | null;
  /** The sender's name. */
  username?: string | null;
  /** When it was made, ISO 8601. */
  date?: string | null;
  /** The protocol's version, such as "5.5". */
  version?: string | null;
  /** What a client adds. */
  [field: string]: unknown;
}

/** A message without what routes and signs it. */
export interface JupyterMessage {
  /** Which message this is. */
  header: Header;
  /** Which message it answers or belongs to; empty where there is none. */
  parent_header: Header | Record<string, never>;
  /** Notes that belong to no type of message. */
  metadata: Record<string, unknown>;
  /** What the message says. */
  content: Record<string, unknown>;
  /** Bytes that are sent beside it. */
  buffers: Uint8Array[];
}

const REQUIRED = ["msg_id", "msg_type"];
const OPTIONAL = ["session", "username", "date", "version"];

/** A header is repeated in every message that answers it: it must be writable, which deep nesting is not. */
const HEADER_LIMIT = 1 << 16;

/**
 * Reads a header.
 *
 * @throws {WireError} Where it is not one.
 */
export function decodeHeader(frame: Uint8Array): Header {
  return checkHeader(decodeSmallObject(frame, "header"), "header");
}

/**
 * Reads a header that may be empty.
 *
 * @throws {WireError} Where it is neither.
 */
export function decodeParentHeader(frame: Uint8Array): Header | Record<string, never> {
  const parent = decodeSmallObject(frame, "parent_header");
  return Object.keys(parent).length === 0 ? {} : checkHeader(parent, "parent_header");
}

function decodeSmallObject(frame: Uint8Array, part: string): Record<string, unknown> {
  if (frame.length > HEADER_LIMIT) {
    throw new WireError(
      "type",
      `${part} has ${frame.length} bytes, expected at most ${HEADER_LIMIT}`,
    );
  }
  return decodeObject(frame, part);
}

function checkHeader(header: Record<string, unknown>, part: string): Header {
  for (const [field, value] of Object.entries(header)) {
    const isMissing = value === null && !REQUIRED.includes(field);
    const mustBeString = REQUIRED.includes(field) || OPTIONAL.includes(field);
    if (mustBeString && typeof value !== "string" && !isMissing) {
      throw new WireError("type", `${field} of ${part} is not a string`);
    }
    if (typeof value === "object" && !isMissing) {
      throw new WireError("type", `${field} of ${part} is an object or an array`);
    }
  }
  for (const field of REQUIRED) {
    if (!Object.hasOwn(header, field)) throw new WireError("type", `${part} has no ${field}`);
  }
  return header as Header;
}

/**
 * Reads a part that is a JSON object.
 *
 * @throws {WireError} Where it is not.
 */
export function decodeObject(frame: Uint8Array, part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(frame));
  } catch (error) {
    throw new WireError("json", `${part} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireError("type", `${part} is not an object`);
  }
  return value as Record<string, unknown>;
}
