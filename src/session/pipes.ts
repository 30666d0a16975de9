/** What the session's process writes to its pipes, beside its events. @module */

import { isInspectorNoise } from "./inspector_noise.ts";
import { markStart, PipeReader } from "./pipe_reader.ts";
import { within } from "./within.ts";

/** How long text on the pipes may keep the end of a cell waiting, in milliseconds. */
const MARK_TIME = 300;

/** What the pipes need of their session. */
export interface PipesOptions {
  /** Called with text of the process's standard streams. */
  onText: (name: "stdout" | "stderr", text: string) => void;
  /** Resolves when the events that were sent before now have come. */
  caughtUp: () => Promise<unknown>;
}

/** The two output pipes of a session. */
export class Pipes {
  readonly #options: PipesOptions;
  readonly #secret: string = crypto.randomUUID();
  readonly #marks = new Map<number, { left: number; resolve: () => void }>();
  readonly #reading: Promise<unknown>;
  #passed: Promise<void> = Promise.resolve();

  /** Reads the pipes to their ends. */
  constructor(
    stdout: ReadableStream<Uint8Array>,
    stderr: ReadableStream<Uint8Array>,
    options: PipesOptions,
  ) {
    this.#options = options;
    const onMark = (mark: number) => this.#pass(mark);
    const out = new PipeReader(this.#secret, (text) => this.#add("stdout", text), onMark);
    const err = new PipeReader(this.#secret, (text) => this.#add("stderr", text), onMark);
    this.#reading = Promise.all([out.read(stdout), err.read(stderr)]);
  }

  /** The text that, written to both pipes, is mark `number`. */
  mark(number: number): string {
    return `${markStart(this.#secret)}${number}\0`;
  }

  /** Calls `write`, which has the mark written, and resolves when the text up to it was passed on. */
  async upTo(number: number, write: () => Promise<void>): Promise<void> {
    const passed = new Promise<void>((resolve) => this.#marks.set(number, { left: 2, resolve }));
    try {
      await write();
      await within(passed, MARK_TIME);
    } finally {
      this.#marks.delete(number);
    }
    await this.#passed;
  }

  /** Resolves when the pipes have ended, and their text was passed on. */
  async ended(): Promise<void> {
    // A child of the process may hold a pipe open for as long as it likes.
    await within(this.#reading, MARK_TIME);
    await this.#passed;
  }

  #pass(number: number): void {
    this.#passed = this.#passed.then(() => {
      const mark = this.#marks.get(number);
      if (mark !== undefined && --mark.left === 0) mark.resolve();
    });
  }

  /** Text waits for the events that were sent before it, as far as a busy session can be asked. */
  #add(name: "stdout" | "stderr", text: string): void {
    const shown = name === "stderr" ? withoutNoise(text) : text;
    if (shown === "") return;
    const caughtUp = within(this.#options.caughtUp(), 20);
    this.#passed = this.#passed.then(() => caughtUp).then(() => this.#options.onText(name, shown));
  }
}

function withoutNoise(text: string): string {
  return text.split(/(?<=\n)/).filter((line) => !isInspectorNoise(line)).join("");
}
