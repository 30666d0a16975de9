/** The events of a session, put together from the messages of the runtime's binding. @module */

import type { LifeEvent } from "./runtime/outbox.ts";
import type { SessionEvent } from "./types.ts";

/** Puts the pieces of messages together. */
export class EventStream {
  readonly #onEvent: (event: SessionEvent | LifeEvent) => void;
  #pieces: string[] = [];
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

  /** Takes what the binding was called with: `+` or, for a message's last piece, `.`; its number; text. */
  add(payload: string): void {
    const space = payload.indexOf(" ");
    const message = Number(payload.slice(1, space));
    if (message !== this.#message) this.#pieces = [];
    this.#message = message;
    this.#pieces.push(payload.slice(space + 1));
    if (payload[0] === "+") return;
    const text = wellFormed(this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join(""));
    this.#pieces = [];
    this.#characters += text.length;
    for (const event of JSON.parse(text)) this.#onEvent(event);
  }
}

/** Half a character, which no notebook and no message can carry, becomes U+FFFD as in UTF-8. */
function wellFormed(json: string): string {
  // JSON's writer escapes halves only.
  if (!json.includes("\\ud")) return json;
  return json.replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd");
}
