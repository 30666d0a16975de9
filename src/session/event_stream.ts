/** The events of a session, put together from the messages of the runtime's binding. @module */

import type { LifeEvent } from "./runtime/outbox.ts";
import type { SessionEvent } from "./types.ts";

/** Puts the pieces of messages together. */
export class EventStream {
  readonly #onEvent: (event: SessionEvent | LifeEvent) => void;
  #pieces: string[] = [];
  /** Messages that came by the pipe before they were announced. */
  readonly #large = new Map<number, string>();
  /** What came after the announcement of a message that is not there yet. */
  #late: string[] = [];
  #settled: (() => void)[] = [];
  #message = 0;
  #characters = 0;

  /** Calls `onEvent` with each event in order. */
  constructor(onEvent: (event: SessionEvent | LifeEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** How many KiB of events have come. */
  get kib(): number {
    return Math.floor(this.#characters / 1024);
  }

  /**
   * Takes what the binding was called with: `+` or, for a message's last piece, `.`; its number; text. `=` says
   * that the message comes by the pipe.
   */
  add(payload: string): void {
    if (this.#late.length > 0 || !this.#take(payload)) this.#late.push(payload);
  }

  /** Takes a message that came by the pipe. */
  addLarge(number: number, text: string): void {
    this.#large.set(number, text);
    while (this.#late.length > 0 && this.#take(this.#late[0]!)) this.#late.shift();
    if (this.#late.length === 0) { for (const resolve of this.#settled.splice(0)) resolve(); }
  }

  /** Resolves when nothing waits for a message that comes by the pipe. */
  async settled(): Promise<void> {
    if (this.#late.length > 0) await new Promise<void>((resolve) => this.#settled.push(resolve));
  }

  /** Nothing comes any more: what waits for a message that was cut off is told without it. */
  end(): void {
    for (const payload of this.#late.splice(0)) this.#take(payload);
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  /** Whether what a payload stands for was there. */
  #take(payload: string): boolean {
    if (payload[0] === "=") return this.#takeLarge(Number(payload.slice(1)));
    const space = payload.indexOf(" ");
    const message = Number(payload.slice(1, space));
    if (message !== this.#message) this.#pieces = [];
    this.#message = message;
    this.#pieces.push(payload.slice(space + 1));
    if (payload[0] === "+") return true;
    const text = this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join("");
    this.#pieces = [];
    this.#tell(text);
    return true;
  }

  #takeLarge(number: number): boolean {
    const text = this.#large.get(number);
    if (text === undefined) return false;
    // What an interrupt cut off before it was announced is dropped with this one.
    for (const earlier of this.#large.keys()) if (earlier <= number) this.#large.delete(earlier);
    this.#tell(text);
    return true;
  }

  #tell(text: string): void {
    this.#characters += text.length;
    for (const event of JSON.parse(wellFormed(text))) this.#onEvent(event);
  }
}

/** Half a character, which no notebook and no message can carry, becomes U+FFFD as in UTF-8. */
function wellFormed(json: string): string {
  // JSON's writer escapes halves only.
  if (!json.includes("\\ud")) return json;
  return json.replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd");
}
