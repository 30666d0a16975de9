/**
 * One order for what comes on three ways: the events, standard output and standard error. The session puts
 * the same mark on all three at a time; nothing that stands behind a mark on one way is passed on before
 * all ways have come to it.
 *
 * @module
 */

/** A way on which output comes. */
export type Way = 0 | 1 | 2;

/** The way of the events; standard output and standard error are 1 and 2. */
export const EVENTS: Way = 0;

/** How long a mark that does not come on one way, which the code may have closed, holds the others up. */
const MARK_TIME = 2000;

type Item = { mark: number } | { ready: boolean; pass: () => void };

/** Puts the three ways together. */
export class OutputOrder {
  readonly #queues: Item[][] = [[], [], []];
  /** The mark at which each way waits for the others. */
  readonly #waiting: (number | undefined)[] = [undefined, undefined, undefined];
  /** Marks up to this one count as passed on all ways. */
  #passed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settled: (() => void)[] = [];

  /** Calls `pass` when it is its turn, and where `ready` is given, not before that has resolved. */
  add(way: Way, pass: () => void, ready?: Promise<unknown>): void {
    const item = { ready: ready === undefined, pass };
    this.#queues[way]!.push(item);
    ready?.then(() => {
      item.ready = true;
      this.#pump();
    });
    this.#pump();
  }

  /** A mark has come on one way. */
  mark(way: Way, number: number): void {
    this.#queues[way]!.push({ mark: number });
    this.#pump();
  }

  /**
   * Resolves when everything was passed on that has come as an event, with the pipes' text before it; at the
   * `end` of the process, all text of the pipes.
   */
  async settled(end = false): Promise<void> {
    const ways = end ? [0, 1, 2] : [EVENTS];
    const isBusy = (way: number) =>
      this.#queues[way]!.length > 0 || this.#waiting[way] !== undefined;
    while (ways.some(isBusy)) {
      await new Promise<void>((resolve) => this.#settled.push(resolve));
    }
  }

  #pump(): void {
    let goesOn = true;
    while (goesOn) {
      for (const way of [0, 1, 2] as const) this.#passReady(way);
      goesOn = this.#meet();
    }
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  /** Passes on what can be, up to the next mark. */
  #passReady(way: Way): void {
    const queue = this.#queues[way]!;
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if (this.#waiting[way] !== undefined) return;
      if ("mark" in next) {
        queue.shift();
        if (next.mark > this.#passed) this.#waiting[way] = next.mark;
      } else {
        if (!next.ready) return;
        queue.shift();
        next.pass();
      }
    }
  }

  /** Whether all ways had come to the same mark, and go on. */
  #meet(): boolean {
    if (this.#waiting.every((mark) => mark === undefined)) return false;
    if (this.#waiting.includes(undefined)) {
      this.#timer ??= setTimeout(() => this.#giveUp(), MARK_TIME);
      return false;
    }
    this.#goOn(Math.max(...this.#waiting as number[]));
    return true;
  }

  #giveUp(): void {
    const marks = this.#waiting.filter((mark) => mark !== undefined);
    this.#goOn(Math.max(this.#passed, ...marks));
    this.#pump();
  }

  #goOn(mark: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#passed = mark;
    this.#waiting.fill(undefined);
  }
}
