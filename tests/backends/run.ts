/** Runs for the tests of backends, written through the store. @module */
import {
  createRun,
  finishRun,
  joinRun,
  type OpenedRun,
  type RunEvent,
} from "../../src/store/mod.ts";

/** Every kind of event but the opening, without its time. */
export type TestEvent = RunEvent extends infer Event
  ? Event extends { time: number } ? Omit<Event, "time"> & { time?: number } : never
  : never;

/** A run that a test writes into; event n has the time 1,700,000,000,000 + n milliseconds. */
export class TestRun {
  readonly dir: string;
  readonly #opened: OpenedRun;
  #now = 1_700_000_000_000;

  private constructor(opened: OpenedRun) {
    this.#opened = opened;
    this.dir = opened.dir;
  }

  /** Starts a run `project/name` below `baseDir`. */
  static create(baseDir: string, name = "run", description = ""): TestRun {
    const start = { project: "project", name, description, tags: [] };
    return new TestRun(createRun(baseDir, start, fail));
  }

  /** Joins a run. */
  static join(dir: string): TestRun {
    const start = { project: "project", name: "", description: "", tags: [] };
    return new TestRun(joinRun(dir, start, fail));
  }

  /** Appends events. */
  write(...events: TestEvent[]): this {
    for (const event of events) {
      const line = JSON.stringify({ time: this.#now++, ...event }) + "\n";
      this.#opened.journal.append(event.type, line, this.#now);
    }
    return this;
  }

  /** Appends points of one metric. */
  points(
    name: string,
    steps: (number | undefined)[],
    value: (i: number) => number = (i) => i,
  ): this {
    return this.write(...steps.map((step, i): TestEvent => ({
      type: "metrics",
      ...step === undefined ? {} : { step },
      values: { [name]: value(i) },
    })));
  }

  /** Ends the run: status, views, no journals. */
  async finish(status: "finished" | "failed" = "finished"): Promise<void> {
    this.write({ type: "status", status, closed: true });
    this.#opened.journal.close();
    await finishRun(this.dir);
  }
}

function fail(reason: string): void {
  throw new Error(reason);
}
