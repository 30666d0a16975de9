/**
 * Commands of ZMTP 3: READY, ERROR, PING, PONG, SUBSCRIBE, CANCEL.
 *
 * @module
 */
import { ZmtpError } from "./zmtp_error.ts";

/** A command's name and what follows it. */
export interface Command {
  /** Its name, such as "READY". */
  name: string;
  /** The bytes after the name. */
  data: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Returns a command's body. */
export function encodeCommand(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(1 + name.length + data.length);
  body[0] = name.length;
  body.set(encoder.encode(name), 1);
  body.set(data, 1 + name.length);
  return body;
}

/**
 * Reads a command's body.
 *
 * @throws {ZmtpError} Where it is shorter than its name.
 */
export function decodeCommand(body: Uint8Array<ArrayBuffer>): Command {
  const length = body[0] ?? 0;
  if (length === 0 || body.length < 1 + length) {
    throw new ZmtpError(`Cannot read a command: its ${body.length} bytes do not hold its name`);
  }
  return { name: decoder.decode(body.subarray(1, 1 + length)), data: body.subarray(1 + length) };
}

/** Returns the body of READY for a socket of a type such as "ROUTER". */
export function encodeReady(socketType: string): Uint8Array<ArrayBuffer> {
  const name = "Socket-Type";
  const data = new Uint8Array(1 + name.length + 4 + socketType.length);
  data[0] = name.length;
  data.set(encoder.encode(name), 1);
  new DataView(data.buffer).setUint32(1 + name.length, socketType.length);
  data.set(encoder.encode(socketType), 1 + name.length + 4);
  return encodeCommand("READY", data);
}

/** Returns the body of ERROR with a reason in ASCII. */
export function encodeError(reason: string): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(reason).subarray(0, 255);
  const data = new Uint8Array(1 + bytes.length);
  data[0] = bytes.length;
  data.set(bytes, 1);
  return encodeCommand("ERROR", data);
}

/** What a peer says of itself in READY. */
export interface PeerProperties {
  /** Its socket's type, such as "DEALER". */
  socketType: string;
  /** The routing id it wishes to have; empty where it leaves that to us. */
  identity: Uint8Array<ArrayBuffer>;
}

/**
 * Reads what follows the name of READY. Names of properties are compared without regard to case, and
 * unknown ones are passed over, as the specification asks.
 *
 * @throws {ZmtpError} Where a property is cut, a routing id is over 255 bytes, or the socket's type is missing.
 */
export function decodeReady(data: Uint8Array<ArrayBuffer>): PeerProperties {
  let socketType: string | undefined;
  let identity = new Uint8Array(0);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let offset = 0;
  while (offset < data.length) {
    const valueAt = offset + 1 + data[offset]! + 4;
    const end = valueAt <= data.length ? valueAt + view.getUint32(valueAt - 4) : Infinity;
    if (end > data.length) throw new ZmtpError("Cannot read READY: its last property is cut");
    const name = decoder.decode(data.subarray(offset + 1, valueAt - 4)).toLowerCase();
    const value = data.subarray(valueAt, end);
    if (name === "socket-type") socketType = decoder.decode(value);
    else if (name === "identity") identity = value.slice();
    offset = end;
  }
  if (socketType === undefined) throw new ZmtpError("Cannot read READY: Socket-Type is missing");
  if (identity.length > 255) {
    throw new ZmtpError(
      `Cannot read READY: the routing id has ${identity.length} bytes, expected at most 255`,
    );
  }
  return { socketType, identity };
}

/**
 * Returns the body of PONG for what follows the name of PING: a time to live in two bytes, which is
 * not repeated, and a context of up to 16, which is.
 *
 * @throws {ZmtpError} Where it is shorter or longer than that.
 */
export function encodePong(ping: Uint8Array): Uint8Array<ArrayBuffer> {
  if (ping.length < 2 || ping.length > 18) {
    throw new ZmtpError(`Cannot answer PING: it has ${ping.length} bytes, expected 2 to 18`);
  }
  return encodeCommand("PONG", ping.subarray(2));
}
