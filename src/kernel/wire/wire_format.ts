/**
 * Messages as frames: identities, `<IDS|MSG>`, signature, header, parent header, metadata, content, buffers
 * (https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol).
 *
 * @module
 */
import { decodeHeader, decodeObject, decodeParentHeader, type JupyterMessage } from "./message.ts";
import { Signer } from "./signer.ts";
import { WireError } from "./wire_error.ts";

/** A message and whom its answer goes to. */
export interface Decoded {
  /** The frames before `<IDS|MSG>`: to be put before the answer. */
  identities: Uint8Array[];
  /** The message. */
  message: JupyterMessage;
}

const encoder = new TextEncoder();
const DELIMITER = encoder.encode("<IDS|MSG>");

/** Writes and reads messages for one connection file's key. */
export class WireFormat {
  #signer: Signer;

  /**
   * Takes a connection file's key and scheme.
   *
   * @param key The connection's key; empty for no signatures.
   * @param scheme `hmac-` and the name of a digest; "hmac-sha256" by default.
   * @throws {RangeError} Where there is no such scheme.
   */
  constructor(key: string, scheme = "hmac-sha256") {
    this.#signer = new Signer(key, scheme);
  }

  /** Returns the frames of a message, signed. */
  encode(message: JupyterMessage, identities: Uint8Array[] = []): Uint8Array[] {
    const { header, parent_header, metadata, content, buffers } = message;
    const parts = [header, parent_header, metadata, content].map((part) =>
      encoder.encode(wellFormedJson(part))
    );
    const signature = encoder.encode(this.#signer.sign(parts));
    return [...identities, DELIMITER, signature, ...parts, ...buffers];
  }

  /**
   * Reads the frames of a message.
   *
   * @throws {WireError} Where it is malformed, is not signed with the key, or came before.
   */
  decode(frames: Uint8Array[]): Decoded {
    const at = frames.findIndex(isDelimiter);
    if (at < 0) throw new WireError("delimiter", "there is no <IDS|MSG> frame");
    const [signature, header, parent, metadata, content, ...buffers] = frames.slice(at + 1);
    if (!signature || !header || !parent || !metadata || !content) {
      throw new WireError(
        "frames",
        `${frames.length - at - 1} frames follow <IDS|MSG>, expected at least 5`,
      );
    }
    this.#authenticate(signature, [header, parent, metadata, content]);
    return {
      identities: frames.slice(0, at),
      message: {
        header: decodeHeader(header),
        parent_header: decodeParentHeader(parent),
        metadata: decodeObject(metadata, "metadata"),
        content: decodeObject(content, "content"),
        buffers,
      },
    };
  }

  #authenticate(signature: Uint8Array, parts: Uint8Array[]): void {
    if (!this.#signer.isSigning) return;
    if (!this.#signer.verify(signature, parts)) {
      throw new WireError("signature", "its signature is not that of the connection's key");
    }
    if (!this.#signer.isNew(signature)) {
      throw new WireError("duplicate", "the same signed message came before");
    }
  }
}

/**
 * Returns JSON in which a half of a surrogate pair, which no UTF-8 can hold, is replaced as an encoder would.
 * JSON.stringify writes it as an escape instead, on which jupyter_client and the saving of a notebook fail.
 */
function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\ud")) return json;
  return json.replace(
    /\\(\\|ud[89a-f][0-9a-f]{2})/g,
    (escape, what) => what === "\\" ? escape : "\ufffd",
  );
}

function isDelimiter(frame: Uint8Array): boolean {
  return frame.length === DELIMITER.length &&
    DELIMITER.every((byte, index) => byte === frame[index]);
}
