/** What comes out of a session's process on its three ways, as events in one order. @module */

import { EventStream } from "./event_stream.ts";
import { EVENTS, OutputOrder } from "./output_order.ts";
import { Pipes } from "./pipes.ts";
import type { LifeEvent } from "./runtime/outbox.ts";
import type { SessionEvent } from "./types.ts";

/** Who takes the output. */
export interface OutputOptions {
  /** Called with each event of the code, in order. */
  onEvent: (event: SessionEvent) => void;
  /** Called with an event of the session's own life, when it comes. */
  onLife: (event: LifeEvent) => void;
  /** The number of the cell that text on the pipes belongs to. */
  cell: () => number;
  /** Resolves when the events that the session has sent before now have come. */
  caughtUp: () => Promise<unknown>;
  /** Resolves when more output may come. */
  drained: () => Promise<unknown>;
  /** Tells the session how many KiB of events were taken on, so that it may go on printing. */
  taken: (kib: number) => void;
}

/** After how many KiB the session is told that they were taken. */
const TAKEN_STEP = 1024;

/** Puts the output of a session together. */
export class SessionOutput {
  readonly #options: OutputOptions;
  readonly #order = new OutputOrder();
  readonly #stream: EventStream;
  readonly #pipes: Pipes;
  #takenKib = 0;

  /** Reads the process's pipes from now on. */
  constructor(
    stdout: ReadableStream<Uint8Array>,
    stderr: ReadableStream<Uint8Array>,
    options: OutputOptions,
  ) {
    this.#options = options;
    const { onEvent, onLife, cell, caughtUp, drained } = options;
    this.#stream = new EventStream((event) => {
      if (event.type === "ready" || event.type === "exit") onLife(event);
      else if (event.type === "mark") this.#order.mark(EVENTS, event.number);
      else this.#order.add(EVENTS, () => onEvent(event));
    });
    this.#pipes = new Pipes(stdout, stderr, {
      order: this.#order,
      onMessage: (number, text) => this.#stream.addLarge(number, text),
      onText: (name, text) => onEvent({ type: "stream", cell: cell(), name, text }),
      caughtUp,
      drained,
    });
  }

  /** How a mark of the session begins. */
  get markStart(): string {
    return this.#pipes.markStart;
  }

  /** Takes what the session's binding was called with; throws where that is not of the session's making. */
  add(payload: string): void {
    try {
      this.#stream.add(payload);
    } finally {
      this.#acknowledge();
    }
  }

  /** Resolves when everything was passed on that has come. */
  async settled(): Promise<void> {
    await this.#stream.settled();
    await this.#order.settled();
  }

  /** The process has ended: resolves when all that it left was passed on. */
  async ended(): Promise<void> {
    await this.#pipes.ended();
    this.#stream.end();
    await this.#order.settled(true);
  }

  async #acknowledge(): Promise<void> {
    const { kib } = this.#stream;
    if (kib - this.#takenKib < TAKEN_STEP) return;
    this.#takenKib = kib;
    await this.#options.drained();
    this.#options.taken(kib);
  }
}
