/** Text that arrives on a pipe of the session's process, and what the session puts between it. @module */

/** How a mark begins; what follows is its number and a zero. Nothing that prints text writes this. */
export function markStart(secret: string): string {
  return `\0${secret}:`;
}

/** Whom a pipe's reader tells of what comes. */
export interface PipeListener {
  /** Text of whoever writes to the pipe. */
  text(text: string): void;
  /** A mark of the session. */
  mark(number: number): void;
  /** A large message of the session, by its number. */
  message(number: number, text: string): void;
  /** Resolves when more may be read. */
  ready(): Promise<unknown>;
}

/** What a mark has after its beginning: a number, or `=`, a message's number, `,` and its bytes; and a zero. */
const LONGEST_END = 40;

interface LargeMessage {
  number: number;
  bytes: Uint8Array;
  /** How many of its bytes are there. */
  length: number;
}

/** Reads one pipe. */
export class PipeReader {
  readonly #start: Uint8Array;
  readonly #listener: PipeListener;
  readonly #decoder = new TextDecoder();
  /** The bytes so far of what may be a mark. */
  #head: number[] = [];
  #message: LargeMessage | undefined;

  /** Tells `listener` of what comes, in the pipe's order. */
  constructor(secret: string, listener: PipeListener) {
    this.#start = new TextEncoder().encode(markStart(secret));
    this.#listener = listener;
  }

  /** Reads a pipe to its end. */
  async read(pipe: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of pipe) {
      for (let rest = chunk; rest.length > 0;) rest = this.#take(rest);
      // In the middle of a message the session waits for us, and cannot be stopped.
      if (this.#message === undefined) await this.#listener.ready();
    }
    this.#giveUpHead();
    this.#text(this.#decoder.decode());
  }

  /** Takes some bytes, and returns the rest. */
  #take(bytes: Uint8Array): Uint8Array {
    if (this.#message !== undefined) return this.#takeMessage(this.#message, bytes);
    if (this.#head.length > 0) return this.#takeHead(bytes);
    const zero = bytes.indexOf(0);
    const text = zero === -1 ? bytes : bytes.subarray(0, zero);
    this.#text(this.#decoder.decode(text, { stream: true }));
    if (zero === -1) return bytes.subarray(bytes.length);
    this.#head = [0];
    return bytes.subarray(zero + 1);
  }

  #takeMessage(message: LargeMessage, bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, message.bytes.length - message.length);
    message.bytes.set(part, message.length);
    message.length += part.length;
    if (message.length === message.bytes.length) {
      this.#message = undefined;
      this.#listener.message(message.number, new TextDecoder().decode(message.bytes));
    }
    return bytes.subarray(part.length);
  }

  #takeHead(bytes: Uint8Array): Uint8Array {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      const index = this.#head.length;
      const isInStart = index < this.#start.length;
      if (isInStart ? byte !== this.#start[index] : index > this.#start.length + LONGEST_END) {
        this.#giveUpHead();
        // This byte may be the first of a mark.
        return bytes.subarray(at);
      }
      if (!isInStart && byte === 0) {
        this.#endHead(String.fromCharCode(...this.#head.slice(this.#start.length)));
        return bytes.subarray(at + 1);
      }
      this.#head.push(byte);
    }
    return bytes.subarray(bytes.length);
  }

  #endHead(end: string): void {
    this.#head = [];
    if (end[0] !== "=") return this.#listener.mark(Number(end));
    const [number, bytes] = end.slice(1).split(",").map(Number);
    this.#message = { number: number!, bytes: new Uint8Array(bytes!), length: 0 };
  }

  /** What began like a mark is text. */
  #giveUpHead(): void {
    if (this.#head.length === 0) return;
    this.#text(this.#decoder.decode(Uint8Array.from(this.#head), { stream: true }));
    this.#head = [];
  }

  #text(text: string): void {
    if (text !== "") this.#listener.text(text);
  }
}
