/** What cells print, as a file that grows while they run. @module */

import { Buffer } from "node:buffer";
import { appendFile, stat } from "node:fs/promises";

/** How long text waits for more, in milliseconds. */
const COLLECT_TIME = 200;
/** At how many characters it is written at once. */
const COLLECT_CHARACTERS = 256 * 1024;
/** The largest file, in bytes. */
const MOST_BYTES = 50_000_000;

/** The console log of one run. */
export class ConsoleLog {
  readonly #path: string;
  readonly #onError: (error: Error) => void;
  #waiting = "";
  #cell: number | undefined;
  #isAtLineStart = true;
  #bytes: number | undefined;
  #isFull = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Appends to the file at `path`, which is made with the first text. */
  constructor(path: string, onError: (error: Error) => void) {
    this.#path = path;
    this.#onError = onError;
  }

  /** Adds text of a cell, which `key` tells from others, and which the file calls `label`. */
  write(key: number, label: string, text: string): void {
    if (this.#isFull || text === "") return;
    if (this.#cell !== key) {
      this.#cell = key;
      this.#waiting += `${this.#isAtLineStart ? "" : "\n"}--- ${label}\n`;
    }
    this.#waiting += text;
    this.#isAtLineStart = text.endsWith("\n");
    if (this.#waiting.length >= COLLECT_CHARACTERS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), COLLECT_TIME);
  }

  /** Writes what waits; resolves when it is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = "";
    if (text === "") return this.#writing;
    return this.#writing = this.#writing.then(() => this.#append(text)).catch(this.#onError);
  }

  async #append(text: string): Promise<void> {
    if (this.#isFull) return;
    // A run that was resumed has text already.
    this.#bytes ??= (await stat(this.#path).catch(() => undefined))?.size ?? 0;
    const length = Buffer.byteLength(text);
    if (this.#bytes + length <= MOST_BYTES) {
      await appendFile(this.#path, text);
      this.#bytes += length;
      return;
    }
    this.#isFull = true;
    await appendFile(this.#path, "\n--- more text is not kept: this file is up to 50 MB\n");
  }
}
