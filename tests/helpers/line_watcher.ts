/** Reads a child's stream and tells when a line has come. @module */

/** Collects a stream of text and lets tests wait for one of its lines. */
export class LineWatcher {
  #text = "";
  #ended = false;
  #wake: PromiseWithResolvers<void> = Promise.withResolvers();

  /** Reads the stream to its end and returns all of its text. */
  async read(stream: ReadableStream<Uint8Array>): Promise<string> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of stream) this.#add(decoder.decode(chunk, { stream: true }));
      this.#add(decoder.decode());
    } finally {
      this.#ended = true;
      this.#wake.resolve();
    }
    return this.#text;
  }

  /** Waits for the first complete line that contains or matches `pattern`; undefined where none came. */
  async line(pattern: string | RegExp): Promise<string | undefined> {
    let seen = 0;
    while (true) {
      const ended = this.#ended;
      const end = ended ? this.#text.length : this.#text.lastIndexOf("\n") + 1;
      const found = this.#text.slice(seen, end).split("\n").find((line) =>
        typeof pattern === "string" ? line.includes(pattern) : pattern.test(line)
      );
      if (found !== undefined) return found;
      if (ended) return undefined;
      seen = end;
      await this.#wake.promise;
    }
  }

  #add(text: string): void {
    this.#text += text;
    const woken = this.#wake;
    this.#wake = Promise.withResolvers();
    woken.resolve();
  }
}
