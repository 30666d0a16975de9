/**
 * The client's half of a WebSocket, as RFC 6455 describes it, as far as an inspector on this machine
 * needs it. The runtime's own client closes the connection at a message of more than 64 MiB, which one
 * long string in a variable is enough for.
 *
 * @module
 */

const CONTINUATION = 0x0;
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** A WebSocket to an address of this machine, for text messages of any length. */
export class LocalWebSocket {
  readonly #connection: Deno.Conn;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();
  #unread: Uint8Array;
  #writing: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.Conn, unread: Uint8Array) {
    this.#connection = connection;
    this.#unread = unread;
  }

  /** Connects to a `ws://` URL; throws where the other side does not speak WebSocket. */
  static async connect(url: string): Promise<LocalWebSocket> {
    const { hostname, port, pathname } = new URL(url);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay();
    const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
    const request =
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    await writeAll(connection, new TextEncoder().encode(request));
    let answer = new Uint8Array(0);
    for (;;) {
      const chunk = await readSome(connection);
      if (chunk === null) break;
      answer = concat(answer, chunk);
      const text = new TextDecoder("latin1").decode(answer);
      const end = text.indexOf("\r\n\r\n");
      if (end === -1) continue;
      if (!text.startsWith("HTTP/1.1 101")) break;
      return new LocalWebSocket(connection, answer.subarray(end + 4));
    }
    connection.close();
    throw new Error(`Cannot open a WebSocket to ${url}: the answer is no upgrade`);
  }

  /** Sends a text message. */
  send(text: string): Promise<void> {
    return this.#sendFrame(TEXT, this.#encoder.encode(text));
  }

  /** The messages, until the connection ends. */
  async *messages(): AsyncGenerator<string> {
    let parts: Uint8Array[] = [];
    for (;;) {
      const head = await this.#take(2);
      if (head === null) return;
      const final = (head[0]! & 0x80) !== 0;
      const opcode = head[0]! & 0x0f;
      let length = head[1]! & 0x7f;
      if (length >= 126) {
        const more = await this.#take(length === 126 ? 2 : 8);
        if (more === null) return;
        const view = new DataView(more.buffer, more.byteOffset, more.byteLength);
        length = length === 126 ? view.getUint16(0) : Number(view.getBigUint64(0));
      }
      const payload = await this.#take(length);
      if (payload === null || opcode === CLOSE) return;
      if (opcode === PING) await this.#sendFrame(PONG, payload);
      if (opcode !== TEXT && opcode !== CONTINUATION) continue;
      // What was taken is a view of the read buffer, which the next read may replace but never changes.
      parts.push(payload);
      if (!final) continue;
      const whole = parts.length === 1 ? parts[0]! : concat(...parts);
      parts = [];
      yield this.#decoder.decode(whole);
    }
  }

  /**
   * Makes the system acknowledge what has come at once: the inspector's socket holds back a small message
   * until the one before it is acknowledged, which takes the system up to 40 ms by itself. A pong that
   * nobody asked for is allowed and has no other effect.
   */
  acknowledge(): void {
    this.#sendFrame(PONG, new Uint8Array(0)).catch(() => this.close());
  }

  /** Ends the connection; `messages` ends with it. */
  close(): void {
    try {
      this.#connection.close();
    } catch (error) {
      // Closed already, by this side or the other.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  /** Frames of one connection must not interleave, so each waits for the one before it. */
  #sendFrame(opcode: number, payload: Uint8Array): Promise<void> {
    const short = payload.length < 126;
    const medium = payload.length < 65536;
    const offset = (short ? 2 : medium ? 4 : 10) + 4;
    const frame = new Uint8Array(offset + payload.length);
    const view = new DataView(frame.buffer);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (short ? payload.length : medium ? 126 : 127);
    if (!short && medium) view.setUint16(2, payload.length);
    if (!medium) view.setBigUint64(2, BigInt(payload.length));
    // A client masks its frames; a mask of zeros, which is left in place here, changes nothing.
    frame.set(payload, offset);
    const written = this.#writing.then(() => writeAll(this.#connection, frame));
    this.#writing = written.catch(() => {});
    return written;
  }

  async #take(length: number): Promise<Uint8Array | null> {
    if (this.#unread.length < length) {
      const chunks = [this.#unread];
      let have = this.#unread.length;
      while (have < length) {
        const chunk = await readSome(this.#connection, length - have);
        if (chunk === null) return null;
        chunks.push(chunk);
        have += chunk.length;
      }
      this.#unread = concat(...chunks);
    }
    const taken = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    return taken;
  }
}

async function readSome(connection: Deno.Conn, wanted = 0): Promise<Uint8Array | null> {
  const buffer = new Uint8Array(Math.min(Math.max(wanted, 16384), 1 << 20));
  try {
    const read = await connection.read(buffer);
    return read === null ? null : buffer.subarray(0, read);
  } catch (error) {
    // The other side is gone, or this side has closed: either way there is nothing more to read.
    if (error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BadResource) {
      return null;
    }
    if (error instanceof Deno.errors.Interrupted) return null;
    throw error;
  }
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await connection.write(bytes.subarray(written));
  }
}

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
