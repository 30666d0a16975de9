/**
 * What is to be written to one connection: in order, never two messages at once.
 *
 * @module
 */
import { frameHeader } from "./frames.ts";

/** A message as bytes to be written; shared between the connections it goes to. */
export interface Outgoing {
  /** The bytes, in pieces: what is small in one, large bodies as they are. */
  chunks: Uint8Array[];
  /** Their number of bytes. */
  length: number;
}

/** What an outbox writes to: a `Deno.Conn`, or a part of a test. */
export interface Writer {
  /** Writes some of the bytes, at least one, and returns how many. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Bodies up to this size are copied together, to be one write to the system. */
const COPY_BELOW = 1 << 16;

/** Waiting messages are written together until they have this many bytes. */
const BATCH_BYTES = 1 << 20;

/** Returns the bytes of a message of several frames. */
export function encodeMessage(frames: Uint8Array[]): Outgoing {
  const pieces: Uint8Array[] = [];
  frames.forEach((body, index) => {
    pieces.push(frameHeader(body.length, { more: index < frames.length - 1 }), body);
  });
  return joinSmall(pieces);
}

/** Returns the bytes of a command. */
export function encodeCommandFrame(body: Uint8Array): Outgoing {
  return joinSmall([frameHeader(body.length, { command: true }), body]);
}

/** Messages wait here until the peer has read what was before them. */
export class Outbox {
  #writer: Writer;
  #queue: { outgoing: Outgoing; done: (written: boolean) => void }[] = [];
  #waiting = 0;
  #running: Promise<void> | undefined;
  #closed = false;
  #onError: (error: unknown) => void;

  /** Starts empty. `onError` is told once why writing failed; nothing is written after that. */
  constructor(writer: Writer, onError: (error: unknown) => void) {
    this.#writer = writer;
    this.#onError = onError;
  }

  /** Bytes that are not written yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  /** Queues bytes; resolves with whether they were handed to the system. */
  send(outgoing: Outgoing): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    this.#waiting += outgoing.length;
    return new Promise((done) => {
      this.#queue.push({ outgoing, done });
      this.#running ??= this.#run();
    });
  }

  /** Gives up what waits. */
  close(): void {
    this.#closed = true;
    for (const { done } of this.#queue.splice(0)) done(false);
    this.#waiting = 0;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#takeBatch();
      try {
        for (const chunk of joinSmall(batch.flatMap(({ outgoing }) => outgoing.chunks)).chunks) {
          await this.#write(chunk);
        }
      } catch (error) {
        const closed = this.#closed;
        this.close();
        for (const { done } of batch) done(false);
        if (!closed) this.#onError(error);
        break;
      }
      for (const { done } of batch) done(true);
    }
    this.#running = undefined;
  }

  /** Takes a few messages only, so that what has been written does not stay in memory with the rest. */
  #takeBatch(): { outgoing: Outgoing; done: (written: boolean) => void }[] {
    let count = 0;
    let bytes = 0;
    while (count < this.#queue.length && bytes < BATCH_BYTES) {
      bytes += this.#queue[count++]!.outgoing.length;
    }
    return this.#queue.splice(0, count);
  }

  async #write(chunk: Uint8Array): Promise<void> {
    let offset = 0;
    while (offset < chunk.length && !this.#closed) {
      const count = await this.#writer.write(chunk.subarray(offset));
      offset += count;
      this.#waiting -= count;
    }
    if (offset < chunk.length) throw new Error("Cannot write a message: its connection was closed");
  }
}

function joinSmall(pieces: Uint8Array[]): Outgoing {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let small: Uint8Array[] = [];
  let smallLength = 0;
  const flush = () => {
    if (small.length === 1) chunks.push(small[0]!);
    else if (small.length > 1) chunks.push(concatenate(small, smallLength));
    small = [];
    smallLength = 0;
  };
  for (const piece of pieces) {
    length += piece.length;
    if (smallLength + piece.length > COPY_BELOW) flush();
    small.push(piece);
    smallLength += piece.length;
  }
  flush();
  return { chunks, length };
}

function concatenate(pieces: Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
