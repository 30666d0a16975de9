/**
 * Ctrl-C and its like, while a notebook runs.
 *
 * @module
 */
import { constants } from "node:os";

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/** Turns the first signal into an abort, and ends the process at the second; `using` lets go of them. */
export class StopSignals implements Disposable {
  readonly #controller = new AbortController();
  readonly #listeners = new Map<Deno.Signal, () => void>();
  /** The first signal that came. */
  name: Deno.Signal = "SIGINT";

  /** Begins to listen. */
  constructor() {
    for (const name of SIGNALS) {
      const listener = (): void => this.#stop(name);
      this.#listeners.set(name, listener);
      Deno.addSignalListener(name, listener);
    }
  }

  /** Is aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The exit code of a program that the signal ended. */
  get exitCode(): number {
    return 128 + constants.signals[this.name as "SIGINT"];
  }

  #stop(name: Deno.Signal): void {
    // Who asks twice does not want to wait for the cell; what is written is written.
    if (this.signal.aborted) Deno.exit(this.exitCode);
    this.name = name;
    this.#controller.abort();
  }

  /** Lets go of the signals. */
  [Symbol.dispose](): void {
    for (const [name, listener] of this.#listeners) Deno.removeSignalListener(name, listener);
  }
}
