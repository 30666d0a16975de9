/** What the session's process writes to its pipes, beside its events. @module */

import type { OutputOrder, Way } from "./output_order.ts";
import { markStart, PipeReader } from "./pipe_reader.ts";
import { isRuntimeNoise } from "./runtime_noise.ts";
import { within } from "./within.ts";

/** How long the end of the process waits for its pipes, which a child of it may hold open, in milliseconds. */
const END_TIME = 300;
/** How long text on the pipes waits for events that a busy session may still have to send, in milliseconds. */
const CATCH_UP_TIME = 250;

/** What the pipes need of their session. */
export interface PipesOptions {
  /** Where their text has its place among the events. */
  order: OutputOrder;
  /** Called with text of the process's standard streams, when it is its turn. */
  onText: (name: "stdout" | "stderr", text: string) => void;
  /** Called with a message of the session that was too large for its own way. */
  onMessage: (number: number, text: string) => void;
  /** Resolves when the events that were sent before now have come. */
  caughtUp: () => Promise<unknown>;
  /** Resolves when more text may come: a child that prints for ever must not fill the memory. */
  drained: () => Promise<unknown>;
}

/** The two output pipes of a session. */
export class Pipes {
  readonly #options: PipesOptions;
  readonly #secret: string = crypto.randomUUID();
  readonly #reading: Promise<unknown>;
  readonly #held = new Set<() => void>();
  #isEnding = false;

  /** Reads the pipes to their ends. */
  constructor(
    stdout: ReadableStream<Uint8Array>,
    stderr: ReadableStream<Uint8Array>,
    options: PipesOptions,
  ) {
    this.#options = options;
    const reader = (way: Way, name: "stdout" | "stderr") =>
      new PipeReader(this.#secret, {
        text: (text) => this.#add(way, name, text),
        mark: (mark) => options.order.mark(way, mark),
        message: options.onMessage,
        ready: () => this.#ready(),
      });
    this.#reading = Promise.all([
      reader(1, "stdout").read(stdout),
      reader(2, "stderr").read(stderr),
    ]);
  }

  /** How a mark begins; the session writes it with a number and a zero to both pipes. */
  get markStart(): string {
    return markStart(this.#secret);
  }

  /** Resolves when the pipes have ended. */
  async ended(): Promise<void> {
    this.#isEnding = true;
    for (const goOn of this.#held) goOn();
    await within(this.#reading, END_TIME);
  }

  /** Resolves when more may be read: at the end at once, as what is left then is little. */
  #ready(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isEnding) return resolve();
      const goOn = (): void => {
        this.#held.delete(goOn);
        resolve();
      };
      this.#held.add(goOn);
      this.#options.drained().then(goOn);
    });
  }

  #add(way: Way, name: "stdout" | "stderr", text: string): void {
    const shown = name === "stderr" ? withoutNoise(text) : text;
    if (shown === "") return;
    const { order, onText, caughtUp } = this.#options;
    order.add(way, () => onText(name, shown), within(caughtUp(), CATCH_UP_TIME));
  }
}

function withoutNoise(text: string): string {
  return text.split(/(?<=\n)/).filter((line) => !isRuntimeNoise(line)).join("");
}
