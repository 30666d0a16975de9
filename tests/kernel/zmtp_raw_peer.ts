/** A peer that says over a socket what a test wants, right or wrong. @module */

import { FrameDecoder, frameHeader } from "../../src/kernel/zmtp/frames.ts";
import { greeting, GREETING_LENGTH } from "../../src/kernel/zmtp/greeting.ts";
import { parseEndpoint } from "../../src/kernel/zmtp/endpoint.ts";
import type { Frame } from "../../src/kernel/zmtp/frames.ts";

const encoder = new TextEncoder();

/** Returns the bytes of a text. */
export const bytes = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Returns the text of bytes. */
export const text = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Returns pieces as one. */
export function join(...pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

/** Returns a frame as it goes over the wire. */
export function frame(
  body: Uint8Array,
  flags: { more?: boolean; command?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  return join(frameHeader(body.length, flags), body);
}

/** Returns a command as it goes over the wire. */
export function command(name: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  return frame(join(Uint8Array.of(name.length), bytes(name), data), { command: true });
}

/** Returns a property of READY. */
export function property(name: string, value: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, value.length);
  return join(Uint8Array.of(name.length), bytes(name), length, value);
}

/** A socket of a test. */
export class RawPeer implements Disposable {
  #socket: Deno.Conn;
  #decoder = new FrameDecoder(2 ** 30);
  #frames: Frame[] = [];

  private constructor(socket: Deno.Conn) {
    this.#socket = socket;
  }

  /** Connects, and says nothing. */
  static async connect(endpoint: string): Promise<RawPeer> {
    const at = parseEndpoint(endpoint);
    if (at.transport === "ipc") {
      return new RawPeer(await Deno.connect({ transport: "unix", path: at.path }));
    }
    const socket = await Deno.connect({ hostname: at.hostname, port: at.port });
    socket.setNoDelay(true);
    return new RawPeer(socket);
  }

  /** Connects, does the handshake, and waits until the other side is through with it. */
  static async ready(endpoint: string, type: string, identity = ""): Promise<RawPeer> {
    const peer = await RawPeer.connect(endpoint);
    await peer.write(greeting());
    await peer.readGreeting();
    await peer.write(command(
      "READY",
      join(property("Socket-Type", bytes(type)), property("Identity", bytes(identity))),
    ));
    await peer.readFrame();
    await peer.write(command("PING", Uint8Array.of(0, 0)));
    await peer.readFrame();
    return peer;
  }

  /** Writes all of the bytes. */
  async write(...pieces: Uint8Array[]): Promise<void> {
    const all = join(...pieces);
    let offset = 0;
    while (offset < all.length) offset += await this.#socket.write(all.subarray(offset));
  }

  /** Reads the greeting. */
  async readGreeting(): Promise<Uint8Array> {
    const received = new Uint8Array(GREETING_LENGTH);
    let offset = 0;
    while (offset < GREETING_LENGTH) {
      const count = await this.#socket.read(received.subarray(offset));
      if (count === null) throw new Error("Cannot read the greeting: the connection has ended");
      offset += count;
    }
    return received;
  }

  /** Reads the next frame; undefined where the connection has ended. */
  async readFrame(): Promise<Frame | undefined> {
    const buffer = new Uint8Array(1 << 16);
    while (this.#frames.length === 0) {
      const count = await this.#socket.read(buffer).catch(ended);
      if (count === null) return undefined;
      this.#frames.push(...this.#decoder.push(buffer.subarray(0, count)));
    }
    return this.#frames.shift();
  }

  /** Reads the next message as texts; undefined where the connection has ended. */
  async readMessage(): Promise<string[] | undefined> {
    const parts: string[] = [];
    for (;;) {
      const next = await this.readFrame();
      if (!next) return undefined;
      parts.push(text(next.body));
      if (!next.more) return parts;
    }
  }

  /** Reads until the other side has closed the connection. */
  async readToEnd(): Promise<void> {
    const buffer = new Uint8Array(1 << 16);
    while (await this.#socket.read(buffer).catch(ended) !== null);
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

/** A socket that is closed with bytes unread is reset instead of ended. */
function ended(error: Error): null {
  if (error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe) {
    return null;
  }
  throw error;
}
