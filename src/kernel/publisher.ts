/** What the kernel publishes to all frontends, in order. @module */

import type { MessageExtras, MessageFactory } from "./messages.ts";
import { LARGEST_PACED_TEXT, Pacer } from "./pacer.ts";
import type { Header, JupyterMessage } from "./wire/mod.ts";

/** Hands a message to every frontend that listens. */
export type Publish = (message: JupyterMessage) => void;

/** How long text may wait for more of its stream, in milliseconds. */
const COLLECT_TIME = 20;
/** At how many characters collected text is sent at once. */
const COLLECT_CHARACTERS = 1024 * 1024;
/** How many bytes may wait before the code that prints has to. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Publishes messages; text of one stream that comes in quick succession becomes one message. */
export class Publisher {
  readonly #messages: MessageFactory;
  readonly #publish: Publish;
  readonly #pacer: Pacer | undefined;
  #stream:
    | { parent: Header | undefined; name: string; parts: string[]; length: number }
    | undefined;
  #lastStream = 0;
  #timer: number | undefined;

  /** `paced` keeps below the limits of a Jupyter server. */
  constructor(messages: MessageFactory, publish: Publish, paced: boolean) {
    this.#messages = messages;
    this.#publish = publish;
    this.#pacer = paced ? new Pacer() : undefined;
  }

  /** Publishes text of a stream. */
  stream(parent: Header | undefined, name: string, text: string): void {
    const open = this.#stream;
    if (open !== undefined && (open.parent !== parent || open.name !== name)) this.flush();
    this.#stream ??= { parent, name, parts: [], length: 0 };
    this.#stream.parts.push(text);
    this.#stream.length += text.length;
    const isDue = performance.now() - this.#lastStream >= COLLECT_TIME;
    if (isDue || this.#stream.length >= COLLECT_CHARACTERS) return this.flush();
    this.#timer ??= setTimeout(() => this.flush(), COLLECT_TIME) as unknown as number;
  }

  /** Publishes a message after all text so far. */
  publish(
    type: string,
    content: Record<string, unknown>,
    parent: Header | undefined,
    extras?: MessageExtras,
  ): void {
    this.flush();
    this.#send(type, content, parent, 0, extras);
  }

  /** Sends the text that was collected. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const open = this.#stream;
    if (open === undefined) return;
    this.#stream = undefined;
    this.#lastStream = performance.now();
    const text = open.parts.length === 1 ? open.parts[0]! : open.parts.join("");
    const largest = this.#pacer === undefined ? text.length : LARGEST_PACED_TEXT;
    for (let start = 0; start < text.length;) {
      let end = Math.min(start + largest, text.length);
      // A pair of surrogates is one character.
      if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end--;
      const part = start === 0 && end === text.length ? text : text.slice(start, end);
      const bytes = this.#pacer === undefined ? 0 : new TextEncoder().encode(part).length + 1000;
      this.#send("stream", { name: open.name, text: part }, open.parent, bytes);
      start = end;
    }
  }

  /** Resolves when everything so far was handed on. */
  async drained(): Promise<void> {
    this.flush();
    await this.#pacer?.below(0);
  }

  /** Resolves when the code that prints may go on. */
  async ready(): Promise<void> {
    await this.#pacer?.below(MOST_WAITING);
  }

  #send(
    type: string,
    content: Record<string, unknown>,
    parent: Header | undefined,
    bytes: number,
    extras?: MessageExtras,
  ): void {
    const message = this.#messages.make(type, content, parent, extras);
    if (this.#pacer === undefined) this.#publish(message);
    else this.#pacer.send(bytes, () => this.#publish(message));
  }
}
