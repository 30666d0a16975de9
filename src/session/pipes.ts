/** What the session's process writes to its pipes, beside its events. @module */

import { isInspectorNoise } from "./inspector_noise.ts";
import { markStart, PipeReader } from "./pipe_reader.ts";
import { within } from "./within.ts";

/** How long text on the pipes may keep the end of a cell waiting, in milliseconds. */
const MARK_TIME = 2000;

/** How long text on the pipes waits for events that a busy session may still have to send, in milliseconds. */
const CATCH_UP_TIME = 250;

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
  /** The last mark of each pipe. */
  readonly #seen = [0, 0];
  readonly #waiting: (() => void)[] = [];
  readonly #reading: Promise<unknown>;
  #passed: Promise<void> = Promise.resolve();

  /** Reads the pipes to their ends. */
  constructor(
    stdout: ReadableStream<Uint8Array>,
    stderr: ReadableStream<Uint8Array>,
    options: PipesOptions,
  ) {
    this.#options = options;
    const reader = (pipe: number, name: "stdout" | "stderr") =>
      new PipeReader(
        this.#secret,
        (text) => this.#add(name, text),
        (mark) => this.#pass(pipe, mark),
      );
    const out = reader(0, "stdout");
    const err = reader(1, "stderr");
    this.#reading = Promise.all([out.read(stdout), err.read(stderr)]);
  }

  /** How a mark begins; the session writes it with a number and a zero to both pipes. */
  get markStart(): string {
    return markStart(this.#secret);
  }

  /** Resolves when the text up to the mark of a number was passed on. */
  async upTo(number: number): Promise<void> {
    const deadline = performance.now() + MARK_TIME;
    while (Math.min(...this.#seen) < number && performance.now() < deadline) {
      const news = new Promise<void>((resolve) => this.#waiting.push(resolve));
      await within(news, deadline - performance.now());
    }
    await this.#passed;
  }

  /** Resolves when the pipes have ended, and their text was passed on. */
  async ended(): Promise<void> {
    // A child of the process may hold a pipe open for as long as it likes.
    await within(this.#reading, MARK_TIME);
    await this.#passed;
  }

  #pass(pipe: number, number: number): void {
    this.#passed = this.#passed.then(() => {
      this.#seen[pipe] = number;
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  /** Text waits for the events that were sent before it, as far as a busy session can be asked. */
  #add(name: "stdout" | "stderr", text: string): void {
    const shown = name === "stderr" ? withoutNoise(text) : text;
    if (shown === "") return;
    const caughtUp = within(this.#options.caughtUp(), CATCH_UP_TIME);
    this.#passed = this.#passed.then(() => caughtUp).then(() => this.#options.onText(name, shown));
  }
}

function withoutNoise(text: string): string {
  return text.split(/(?<=\n)/).filter((line) => !isInspectorNoise(line)).join("");
}
