/**
 * What is to be written to one connection: in order, never two messages at once.
 *
 * @module
 */
import { frameHeader } from "./frames.ts";

/**
 * A message as bytes to be written, in pieces: what is small in one, large bodies as they are. Shared between
 * the connections it goes to.
 */
export type Outgoing = Uint8Array[];

/** What an outbox writes to: a `Deno.Conn`, or a part of a test. */
export interface Writer {
  /** Writes some of the bytes, at least one, and returns how many. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Bodies up to this size are copied together, to be one write to the system. */
const COPY_BELOW = 1 << 16;

/** What waits is written together until it has this many bytes. */
const BATCH_BYTES = 1 << 20;

/** What a piece costs in memory beside its bytes. */
const PIECE_COST = 512;

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
  #queue: Uint8Array[] = [];
  #waiting = 0;
  #running: Promise<void> | undefined;
  #closed = false;
  #onError: (error: unknown) => void;

  /** Starts empty. `onError` is told once why writing failed; nothing is written after that. */
  constructor(writer: Writer, onError: (error: unknown) => void) {
    this.#writer = writer;
    this.#onError = onError;
  }

  /** The memory that what waits takes, in bytes. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when nothing waits any more, or nothing can be written. */
  async drained(): Promise<void> {
    await this.#running;
  }

  /** Queues a message behind those that wait. */
  send(outgoing: Outgoing): void {
    if (this.#closed) return;
    for (const piece of outgoing) {
      this.#queue.push(piece);
      this.#waiting += piece.length + PIECE_COST;
    }
    this.#running ??= this.#run();
  }

  /** Gives up what waits. */
  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#waiting = 0;
  }

  async #run(): Promise<void> {
    // What is sent in one go is written in one, which wakes the peer once.
    await undefined;
    try {
      while (this.#queue.length > 0) {
        const batch = this.#takeBatch();
        for (const piece of joinSmall(batch)) await this.#write(piece);
        this.#waiting -= batch.length * PIECE_COST;
      }
    } catch (error) {
      const wasClosed = this.#closed;
      this.close();
      if (!wasClosed) this.#onError(error);
    }
    this.#running = undefined;
  }

  /** Takes some only, so that what has been written does not stay in memory with the rest. */
  #takeBatch(): Uint8Array[] {
    let count = 0;
    let bytes = 0;
    while (count < this.#queue.length && bytes < BATCH_BYTES) bytes += this.#queue[count++]!.length;
    return this.#queue.splice(0, count);
  }

  async #write(piece: Uint8Array): Promise<void> {
    let offset = 0;
    while (offset < piece.length && !this.#closed) {
      const count = await this.#writer.write(piece.subarray(offset));
      offset += count;
      this.#waiting -= count;
    }
  }
}

function joinSmall(pieces: Uint8Array[]): Outgoing {
  const joined: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  let smallLength = 0;
  const flush = () => {
    if (small.length === 1) joined.push(small[0]!);
    else if (small.length > 1) joined.push(concatenate(small, smallLength));
    small = [];
    smallLength = 0;
  };
  for (const piece of pieces) {
    if (smallLength + piece.length > COPY_BELOW) flush();
    small.push(piece);
    smallLength += piece.length;
  }
  flush();
  return joined;
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
