/** The live charts of a kernel's cells. @module */

import { journalMark } from "./journal_mark.ts";
import {
  type ChartBundle,
  type FromCharts,
  isBundle,
  readFromCharts,
  type ToCharts,
} from "./protocol.ts";

/** How long the thread is kept while nothing moves, in milliseconds. */
const IDLE_TIME = 20_000;
/** How often charts that rest without a thread look whether something was logged. */
const LOOK_TIME = 1000;

/** What live charts work with; `Cell` is whatever tells the kernel which cell an output belongs to. */
export interface LiveChartsOptions<Cell> {
  /** Publishes what a cell displays. */
  publish(
    type: "display_data" | "update_display_data",
    content: Record<string, unknown>,
    cell: Cell,
  ): void;
  /** Takes what is of no frontend's concern. */
  log(text: string): void;
  /** How long the thread is kept while nothing moves, in milliseconds; 20,000 by default. */
  idleTime?: number;
}

/** What is asked for: where, what is shown at first, and what `LiveChart` takes. */
interface Order {
  id: string;
  first: ChartBundle;
  options: { dirs: string[] } & Record<string, unknown>;
}

/** A chart that is displayed. */
interface ShownChart<Cell> {
  cell: Cell;
  bundle: ChartBundle;
  options: Order["options"];
  /** Which of the requests for it was the last. */
  turn: number;
  /** Whether its cell is over. */
  isSettled: boolean;
  /** What the journals were like when it became final; undefined while it is not. */
  mark: string | undefined;
  /** Whether the thread knows it: it does not go on with charts that rest. */
  isDrawn: boolean;
}

/**
 * Draws charts under the cells that ask for them, in a thread of their own: while a cell runs, and until the runs
 * that are drawn have ended. The thread, with all it has loaded, goes when nothing moves, and comes back.
 */
export class LiveCharts<Cell = number> {
  readonly #options: LiveChartsOptions<Cell>;
  readonly #charts = new Map<string, ShownChart<Cell>>();
  /** Who waits for a chart to be finished, by its id. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #turn = 0;
  #worker: Worker | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #lookTimer: ReturnType<typeof setInterval> | undefined;

  /** Starts nothing yet. */
  constructor(options: LiveChartsOptions<Cell>) {
    this.#options = options;
  }

  /**
   * Shows a chart in a cell, and goes on with it there; one that was shown before moves to this cell. In one cell it is
   * shown once, however often a loop asks for it.
   *
   * @param order `{ id, first, …options }`: the name of the display, what it shows at first, and what `LiveChart` takes.
   * @param cell The cell.
   * @throws {TypeError} If the order is none.
   */
  watch(order: unknown, cell: Cell): void {
    const { id, first, options } = readOrder(order);
    const shown = this.#charts.get(id);
    if (shown?.cell === cell && !shown.isSettled) return;
    const bundle = shown?.bundle ?? first;
    const turn = ++this.#turn;
    this.#charts.set(id, {
      cell,
      bundle,
      options,
      turn,
      isSettled: false,
      mark: undefined,
      isDrawn: false,
    });
    this.#publish("display_data", id);
    this.#draw(id);
  }

  /** A cell is over: its charts become final when nothing more comes. */
  cellEnded(cell: Cell): void {
    for (const [id, chart] of this.#charts) {
      if (chart.cell !== cell || chart.isSettled) continue;
      chart.isSettled = true;
      this.#say({ type: "settle", id });
    }
    this.#rest();
  }

  /** Resolves when every chart shows the final form of all that was logged until now; they go on. */
  async finish(): Promise<void> {
    this.#wake();
    const drawn = [...this.#charts].filter(([, { isDrawn }]) => isDrawn);
    await Promise.all(drawn.map(([id]) =>
      new Promise<void>((resolve) => {
        this.#waiting.set(id, [...this.#waiting.get(id) ?? [], resolve]);
        this.#say({ type: "finish", id });
      })
    ));
  }

  /** Ends the thread; what is displayed stays. */
  close(): Promise<void> {
    for (const id of [...this.#charts.keys()]) this.#remove(id);
    this.#endWorker();
    return Promise.resolve();
  }

  #draw(id: string): void {
    const chart = this.#charts.get(id)!;
    const { turn, options, isSettled } = chart;
    chart.isDrawn = true;
    chart.mark = undefined;
    this.#say({ type: "watch", id, turn, options });
    if (isSettled) this.#say({ type: "settle", id });
    this.#rest();
  }

  #say(message: ToCharts): void {
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage(message);
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "live charts",
    });
    worker.onmessage = ({ data }) => {
      try {
        this.#take(readFromCharts(data));
      } catch (error) {
        this.#options.log((error as Error).message);
      }
    };
    worker.onerror = (event) => {
      // Else it would end the kernel, too.
      event.preventDefault();
      if (worker === this.#worker) this.#crashed(event.message);
    };
    return worker;
  }

  #take(message: FromCharts): void {
    const { id, type } = message;
    const chart = this.#charts.get(id);
    if (type === "frame" && chart !== undefined) {
      chart.bundle = message.bundle;
      chart.mark = message.final ? journalMark(chart.options.dirs) : undefined;
      this.#publish("update_display_data", id);
    } else if (type === "finished") this.#resolve(id);
    else if (type === "failed") this.#fail(id, message.message);
    // One that was asked for again meanwhile goes on.
    else if (type === "ended" && message.turn === chart?.turn) this.#remove(id);
    this.#rest();
  }

  #publish(type: "display_data" | "update_display_data", id: string): void {
    const { cell, bundle: { data, metadata } } = this.#charts.get(id)!;
    this.#options.publish(type, { data, metadata, transient: { display_id: id } }, cell);
  }

  /** Tells in a chart's place why it does not go on. */
  #fail(id: string, message: string): void {
    this.#options.log(`Cannot go on with the live chart ${id}: ${message}`);
    const chart = this.#charts.get(id);
    if (chart === undefined) return;
    const text = `This chart stopped: ${message}`;
    chart.bundle = { data: { "text/plain": text }, metadata: { labbook: { figure: false } } };
    this.#publish("update_display_data", id);
    this.#remove(id);
  }

  #crashed(message: string): void {
    this.#endWorker();
    for (const [id, { isDrawn }] of [...this.#charts]) if (isDrawn) this.#fail(id, message);
  }

  #remove(id: string): void {
    this.#charts.delete(id);
    this.#resolve(id);
  }

  #resolve(id: string): void {
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
    this.#waiting.delete(id);
  }

  /** Ends the thread after a while in which all charts are final and their cells over. */
  #rest(): void {
    clearTimeout(this.#idleTimer);
    if (this.#worker === undefined) return;
    for (const { isDrawn, isSettled, mark } of this.#charts.values()) {
      if (isDrawn && !(isSettled && mark !== undefined)) return;
    }
    this.#idleTimer = setTimeout(() => {
      for (const chart of this.#charts.values()) chart.isDrawn = false;
      this.#endWorker();
      if (this.#charts.size === 0) return;
      this.#lookTimer ??= setInterval(() => this.#wake(), LOOK_TIME);
    }, this.#options.idleTime ?? IDLE_TIME);
  }

  /** Goes on with charts that rest, where something was logged. */
  #wake(): void {
    for (const [id, { isDrawn, mark, options }] of this.#charts) {
      if (!isDrawn && mark !== journalMark(options.dirs)) this.#draw(id);
    }
    if ([...this.#charts.values()].some(({ isDrawn }) => !isDrawn)) return;
    clearInterval(this.#lookTimer);
    this.#lookTimer = undefined;
  }

  #endWorker(): void {
    clearTimeout(this.#idleTimer);
    clearInterval(this.#lookTimer);
    this.#lookTimer = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function readOrder(order: unknown): Order {
  const { id, first, ...options } = (order ?? {}) as Record<string, unknown>;
  const { dirs } = options;
  const hasRuns = Array.isArray(dirs) && dirs.every((dir) => typeof dir === "string");
  if (typeof id !== "string" || !isBundle(first) || !hasRuns) {
    throw new TypeError(
      `Cannot draw a live chart: got ${
        JSON.stringify(id)
      } as its id, expected a name, run folders, and what it shows at first`,
    );
  }
  return { id, first, options: { ...options, dirs } };
}
