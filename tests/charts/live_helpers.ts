/** Live charts whose frames are kept. @module */

import { LiveChart, type LiveChartOptions } from "../../src/charts/mod.ts";
import { renderSvg } from "../../src/charts/render/mod.ts";

/** What a frontend was given. */
export interface KeptFrame {
  /** When, in milliseconds. */
  at: number;
  /** Whether it is the interactive chart. */
  final: boolean;
  /** What is displayed, by type. */
  // deno-lint-ignore no-explicit-any
  data: Record<string, any>;
}

/** A chart with all that it gave. */
export class KeptChart implements Disposable {
  /** The frames so far. */
  readonly frames: KeptFrame[] = [];
  /** The chart. */
  readonly chart: LiveChart;
  #waiting: { holds: () => boolean; resolve: () => void }[] = [];

  /** A chart that was not started. */
  constructor(options: LiveChartOptions) {
    this.chart = new LiveChart(options, ({ data }, { final }) => {
      this.frames.push({ at: performance.now(), final, data });
      for (const { holds, resolve } of this.#waiting) if (holds()) resolve();
    });
  }

  /** Resolves when the frames fulfil something. */
  async until(holds: (frames: KeptFrame[]) => boolean): Promise<void> {
    if (holds(this.frames)) return;
    await Promise.race([
      new Promise<void>((resolve) =>
        this.#waiting.push({ holds: () => holds(this.frames), resolve })
      ),
      this.chart.ended,
    ]);
    if (!holds(this.frames)) throw new Error("The chart ended before");
  }

  /** Ends the chart. */
  [Symbol.dispose](): void {
    this.chart.stop();
  }
}

/** The specification of a frame. */
// deno-lint-ignore no-explicit-any
export function specOf({ data }: { data: Record<string, any> }): any {
  return data["application/vnd.vegalite.v5+json"];
}

/** The height of a chart as a page draws it. */
// deno-lint-ignore no-explicit-any
export async function heightOf(frame: { data: Record<string, any> }): Promise<number> {
  const svg = await renderSvg(specOf(frame));
  return Number(/<svg[^>]*\sheight="([\d.]+)"/.exec(svg)![1]);
}
