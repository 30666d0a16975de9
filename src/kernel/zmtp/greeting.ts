/**
 * The first 64 bytes of a connection (ZMTP 3.1, https://rfc.zeromq.org/spec/37).
 *
 * @module
 */
import { ZmtpError } from "./zmtp_error.ts";

/** Length of a greeting in bytes. */
export const GREETING_LENGTH = 64;

const MECHANISM_OFFSET = 12;
const MECHANISM_LENGTH = 20;

/** Returns our greeting: version 3.1, mechanism NULL, not a server of it. */
export function greeting(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(GREETING_LENGTH);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes[11] = 1;
  bytes.set(new TextEncoder().encode("NULL"), MECHANISM_OFFSET);
  return bytes;
}

/**
 * Checks as much of a peer's greeting as has arrived, so that a peer that speaks something else (HTTP,
 * ZMTP 1 and 2) is known by its first bytes instead of being waited for.
 *
 * @throws {ZmtpError} Where it is not the start of a greeting of ZMTP 3 with mechanism NULL.
 */
export function checkGreeting(bytes: Uint8Array): void {
  if (bytes.length > 0 && bytes[0] !== 0xff || bytes.length > 9 && bytes[9] !== 0x7f) {
    throw new ZmtpError(
      `Cannot greet a peer: it does not speak ZMTP 3 (its first bytes are ${hex(bytes)})`,
    );
  }
  if (bytes.length > 10 && bytes[10]! < 3) {
    throw new ZmtpError(`Cannot greet a peer: it speaks ZMTP ${bytes[10]}, expected 3.0 or later`);
  }
  if (bytes.length < MECHANISM_OFFSET + MECHANISM_LENGTH) return;
  const mechanism = new TextDecoder().decode(
    bytes.subarray(MECHANISM_OFFSET, MECHANISM_OFFSET + MECHANISM_LENGTH),
  ).replace(/\0+$/, "");
  if (mechanism !== "NULL") {
    throw new ZmtpError(
      `Cannot greet a peer: its security mechanism is ${
        JSON.stringify(mechanism)
      }, expected "NULL"`,
    );
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 10), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
