/** The live charts of a kernel's cells. @module */

import {
  type ChartBundle,
  type FromCharts,
  isBundle,
  readFromCharts,
  type ToCharts,
} from "./protocol.ts";

/** How long the thread is kept after its last chart has ended, in milliseconds: the next cell may have another one. */
const LINGER_TIME = 10_000;

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
}

/** A chart that is displayed. */
interface ShownChart<Cell> {
  cell: Cell;
  bundle: ChartBundle;
  /** Which of the requests for it was the last. */
  turn: number;
}

/**
 * Draws charts under the cells that ask for them, in a thread of their own: while a cell runs, and until the runs
 * that are drawn have ended.
 */
export class LiveCharts<Cell = number> {
  readonly #options: LiveChartsOptions<Cell>;
  readonly #charts = new Map<string, ShownChart<Cell>>();
  /** Who waits for a chart to be finished, by its id. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #turn = 0;
  #worker: Worker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts nothing yet. */
  constructor(options: LiveChartsOptions<Cell>) {
    this.#options = options;
  }

  /**
   * Shows a chart in a cell, and goes on with it there; one that was shown before moves to this cell.
   *
   * @param order `{ id, first, …options }`: the name of the display, what it shows at first, and what `LiveChart` takes.
   * @param cell The cell.
   * @throws {TypeError} If the order is none.
   */
  watch(order: unknown, cell: Cell): void {
    const { id, first, ...options } = readOrder(order);
    const bundle = this.#charts.get(id)?.bundle ?? first;
    const turn = ++this.#turn;
    this.#charts.set(id, { cell, bundle, turn });
    this.#publish("display_data", id);
    this.#say({ type: "watch", id, turn, options });
  }

  /** A cell is over: its charts become final when nothing more comes. */
  cellEnded(cell: Cell): void {
    for (const [id, chart] of this.#charts) {
      if (chart.cell === cell) this.#say({ type: "settle", id });
    }
  }

  /** Resolves when every chart shows the final form of all that was logged until now; they go on. */
  async finish(): Promise<void> {
    await Promise.all([...this.#charts.keys()].map((id) =>
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

  #say(message: ToCharts): void {
    clearTimeout(this.#timer);
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
      this.#publish("update_display_data", id);
    } else if (type === "finished") this.#resolve(id);
    else if (type === "failed") this.#fail(id, message.message);
    // One that was asked for again meanwhile goes on.
    else if (type === "ended" && message.turn === chart?.turn) this.#remove(id);
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
    for (const id of [...this.#charts.keys()]) this.#fail(id, message);
  }

  #remove(id: string): void {
    this.#charts.delete(id);
    this.#resolve(id);
    if (this.#charts.size > 0 || this.#worker === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#endWorker(), LINGER_TIME);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  #resolve(id: string): void {
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
    this.#waiting.delete(id);
  }

  #endWorker(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function readOrder(
  order: unknown,
): { id: string; first: ChartBundle } & Record<string, unknown> {
  const { id, first, ...options } = (order ?? {}) as Record<string, unknown>;
  if (typeof id !== "string" || !isBundle(first)) {
    throw new TypeError(
      `Cannot draw a live chart: got ${
        JSON.stringify(id)
      } as its id, expected a name and what it shows at first`,
    );
  }
  return { ...options, id, first };
}
