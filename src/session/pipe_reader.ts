/** Text that arrives on a pipe of the session's process, and the marks in it. @module */

/** How a mark begins; what follows is its number and a zero. Nothing that prints text writes this. */
export function markStart(secret: string): string {
  return `\0${secret}:`;
}

/** Reads one pipe. */
export class PipeReader {
  readonly #start: string;
  readonly #onText: (text: string) => void;
  readonly #onMark: (mark: number) => void;
  readonly #ready: () => Promise<unknown>;
  readonly #decoder = new TextDecoder();
  #held = "";

  /**
   * Calls `onText` with text and `onMark` with the number of each mark, in the pipe's order. What comes after
   * `ready` was called is read when that resolves.
   */
  constructor(
    secret: string,
    onText: (text: string) => void,
    onMark: (mark: number) => void,
    ready: () => Promise<unknown>,
  ) {
    this.#start = markStart(secret);
    this.#onText = onText;
    this.#onMark = onMark;
    this.#ready = ready;
  }

  /** Reads a pipe to its end. */
  async read(pipe: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of pipe) {
      this.#add(this.#decoder.decode(chunk, { stream: true }));
      await this.#ready();
    }
    this.#add(this.#decoder.decode());
    if (this.#held !== "") this.#onText(this.#held);
    this.#held = "";
  }

  #add(text: string): void {
    this.#held += text;
    for (;;) {
      const start = this.#held.indexOf(this.#start);
      if (start === -1) break;
      const end = this.#held.indexOf("\0", start + this.#start.length);
      if (end === -1) break;
      if (start > 0) this.#onText(this.#held.slice(0, start));
      this.#onMark(Number(this.#held.slice(start + this.#start.length, end)));
      this.#held = this.#held.slice(end + 1);
    }
    const keep = this.#unfinishedMark();
    if (this.#held.length > keep) {
      this.#onText(this.#held.slice(0, this.#held.length - keep));
      this.#held = this.#held.slice(this.#held.length - keep);
    }
  }

  /** The length of the end of the text that may be the beginning of a mark. */
  #unfinishedMark(): number {
    const start = this.#held.indexOf(this.#start);
    if (start !== -1) return this.#held.length - start;
    const zero = this.#held.lastIndexOf("\0");
    const tail = zero === -1 ? "" : this.#held.slice(zero);
    return tail !== "" && this.#start.startsWith(tail) ? tail.length : 0;
  }
}
