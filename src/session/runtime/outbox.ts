/**
 * What the session says to the kernel: one ordered stream of events through a binding of the inspector.
 * Text is collected for a moment, so that printing a line costs no message.
 *
 * @module
 */

import type { SessionEvent } from "../types.ts";
import type { KernelLine } from "./kernel_line.ts";

/** The binding's name, a global function that takes a text. */
export const BINDING = "__labbook_out";

/** An event of the session's own life, beside those of its cells. */
export type LifeEvent =
  /** The runtime is there and cells can run. */
  | { type: "ready"; deno: string; v8: string; typescript: string }
  /** The code ends the process. */
  | { type: "exit"; code: number }
  /** The text on the pipes up to the mark of this number came before what follows. */
  | { type: "mark"; number: number };

/** Of how much text the events are sent at once. */
const BATCH_CHARACTERS = 32 * 1024;
/** How long an event may wait for others, in milliseconds. */
const BATCH_TIME = 20;
/** A message over 64 MiB would end the inspector's connection; a character takes up to four bytes. */
const PIECE_CHARACTERS = 4 * 1024 * 1024;
/** From how many characters on the pipe is faster: the inspector takes 5 ns for each. */
const LARGE_CHARACTERS = 1024 * 1024;
/** How far the kernel may be behind, in KiB, before the code that prints has to wait for it. */
const LARGEST_LAG = 16 * 1024;

/** Collects events and sends them. */
export class Outbox {
  readonly #line: KernelLine;
  readonly #writeLarge: (message: number, text: string) => boolean;
  // Taken before the user's code can replace them.
  readonly #setTimeout = globalThis.setTimeout;
  readonly #now = performance.now.bind(performance);
  readonly #scope = globalThis as unknown as Record<string, ((text: string) => void) | undefined>;
  #binding = this.#scope[BINDING];
  #events: (SessionEvent | LifeEvent)[] = [];
  #characters = 0;
  #lastFlush = 0;
  #timer = false;
  #sentCharacters = 0;
  #message = 0;

  /**
   * `line` tells how far the kernel has come; `writeLarge` writes a message to the pipe, where nobody else
   * writes to it, and returns whether it did.
   */
  constructor(line: KernelLine, writeLarge: (message: number, text: string) => boolean) {
    this.#line = line;
    this.#writeLarge = writeLarge;
  }

  /** Adds text to a stream of a cell. */
  write(cell: number, name: "stdout" | "stderr", text: string): void {
    const last = this.#events[this.#events.length - 1];
    if (last?.type === "stream" && last.cell === cell && last.name === name) last.text += text;
    else this.#events[this.#events.length] = { type: "stream", cell, name, text };
    this.#characters += text.length;
    this.#sendSoon();
  }

  /** Adds an event and sends it with all before it. */
  send(event: SessionEvent | LifeEvent): void {
    this.#events[this.#events.length] = event;
    this.flush();
  }

  /** Sends what was collected. */
  flush(): void {
    if (this.#events.length === 0) return;
    const text = toJson(this.#events);
    this.#events = [];
    this.#characters = 0;
    this.#lastFlush = this.#now();
    // A new connection of the kernel brings a new one.
    const send = this.#binding = this.#scope[BINDING] ?? this.#binding!;
    // The number tells the pieces of a message that an interrupt cut off from those of the next one.
    const message = ++this.#message;
    if (text.length >= LARGE_CHARACTERS && this.#writeLarge(message, text)) send(`=${message} `);
    else this.#sendPieces(send, message, text);
    this.#sentCharacters += text.length;
    this.#waitForKernel();
  }

  #sendPieces(send: (text: string) => void, message: number, text: string): void {
    let start = 0;
    while (text.length - start > PIECE_CHARACTERS) {
      let end = start + PIECE_CHARACTERS;
      if (isHighSurrogate(text.charCodeAt(end - 1))) end--;
      send(`+${message} ${text.slice(start, end)}`);
      start = end;
    }
    send(`.${message} ${start === 0 ? text : text.slice(start)}`);
  }

  #sendSoon(): void {
    if (this.#characters >= BATCH_CHARACTERS || this.#now() - this.#lastFlush >= BATCH_TIME) {
      return this.flush();
    }
    if (this.#timer) return;
    this.#timer = true;
    this.#setTimeout(() => {
      this.#timer = false;
      this.flush();
    }, BATCH_TIME);
  }

  /** Blocks while the kernel is far behind: endless printing must not fill the memory. */
  #waitForKernel(): void {
    for (;;) {
      const seen = this.#line.signal;
      if (this.#sentCharacters / 1024 - this.#line.takenKib <= LARGEST_LAG) return;
      this.#line.wait(seen);
    }
  }
}

const { stringify } = JSON;

/** Events are plain data, whatever the user's code may have given to all objects. */
function toJson(events: readonly unknown[]): string {
  const hasOther = "toJSON" in events || "toJSON" in Object.prototype;
  return hasOther ? stringify(events, asItIs) : stringify(events);
}

function asItIs(this: Record<string, unknown>, key: string): unknown {
  return this[key];
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
