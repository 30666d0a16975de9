/** What the kernel and the thread that draws live charts say to each other. @module */

/** What a frontend is given to display. */
export interface ChartBundle {
  /** The chart by MIME type. */
  data: Record<string, unknown>;
  /** How it is to be drawn. */
  metadata: Record<string, unknown>;
}

/** What the kernel says. */
export type ToCharts =
  /**
   * Draw a chart, or go on with one as that of a cell that runs; `turn` is a number of its own each time. The options
   * are checked where they are used.
   */
  | { type: "watch"; id: string; turn: number; options: unknown }
  /** The chart's cell is over. */
  | { type: "settle"; id: string }
  /** Give the final form of what there is now, and say `finished`. */
  | { type: "finish"; id: string };

/** What the thread says. */
export type FromCharts =
  /** There is something to display; `final` where nothing more is expected soon. */
  | { type: "frame"; id: string; bundle: ChartBundle; final: boolean }
  /** What `finish` asked for was given. */
  | { type: "finished"; id: string }
  /** The runs have ended, and so has the chart that was asked for last in this turn. */
  | { type: "ended"; id: string; turn: number }
  /** The chart cannot go on. */
  | { type: "failed"; id: string; message: string };

/**
 * Reads a message of the thread.
 *
 * @throws {TypeError} If it is none.
 */
export function readFromCharts(data: unknown): FromCharts {
  const message = isRecord(data) ? data : {};
  if (typeof message.id === "string") {
    switch (message.type) {
      case "frame":
        if (isBundle(message.bundle) && typeof message.final === "boolean") {
          return data as FromCharts;
        }
        break;
      case "failed":
        if (typeof message.message === "string") return data as FromCharts;
        break;
      case "ended":
        if (typeof message.turn === "number") return data as FromCharts;
        break;
      case "finished":
        return data as FromCharts;
    }
  }
  throw new TypeError(
    `Cannot read a message of the live charts: got one of type ${
      JSON.stringify(message.type)
    }, expected a frame, an end or a failure with its chart`,
  );
}

/** Whether something can be displayed. */
export function isBundle(value: unknown): value is ChartBundle {
  return isRecord(value) && isRecord(value.data) && isRecord(value.metadata);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
