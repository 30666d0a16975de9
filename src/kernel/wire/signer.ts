/**
 * Signatures of messages, and those seen before.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** So many signatures are remembered; jupyter_client remembers as many. */
const REMEMBERED = 1 << 16;

/** Names that Python's hashlib, and so a connection file, writes otherwise than OpenSSL. */
const DIGESTS: Record<string, string> = { blake2b: "blake2b512", blake2s: "blake2s256" };

/** Signs with a key and one of the `hmac-…` schemes. */
export class Signer {
  #key: string;
  #digest: string;
  #seen = new Set<string>();

  /**
   * Takes a connection file's key and scheme.
   *
   * @param key The connection's key; empty for no signatures.
   * @param scheme Such as "hmac-sha256".
   * @throws {RangeError} Where there is no such scheme.
   */
  constructor(key: string, scheme: string) {
    const name = /^hmac-([a-z0-9_]+)$/.exec(scheme)?.[1] ?? "";
    this.#key = key;
    this.#digest = DIGESTS[name] ?? name.replaceAll("_", "-");
    try {
      createHmac(this.#digest, "");
    } catch (cause) {
      throw new RangeError(
        `Cannot sign messages: signature scheme is ${
          JSON.stringify(scheme)
        }, expected one such as "hmac-sha256"`,
        { cause },
      );
    }
  }

  /** Whether there is a key. */
  get isSigning(): boolean {
    return this.#key !== "";
  }

  /** Returns the signature of frames, in hexadecimal; empty without a key. */
  sign(frames: Uint8Array[]): string {
    if (!this.isSigning) return "";
    const hmac = createHmac(this.#digest, this.#key);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  }

  /** Tells whether frames have this signature, in a time that does not tell how much of it is right. */
  verify(signature: Uint8Array, frames: Uint8Array[]): boolean {
    const expected = new TextEncoder().encode(this.sign(frames));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }

  /** Tells whether a signature that was verified is seen for the first time, and remembers it. */
  isNew(signature: Uint8Array): boolean {
    const text = new TextDecoder().decode(signature);
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value!);
    return true;
  }
}
