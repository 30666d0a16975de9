/** Live charts whose frames are kept. @module */

import { LiveChart, type LiveChartOptions } from "../../src/charts/mod.ts";
import assert from "node:assert/strict";
import * as vega from "npm:vega@6.4.0";
import { compileMessages, compileOld } from "./compile_spec.ts";

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

/** The height of a chart as a page draws it, with what frontends have: pictures leave out what only a page can do. */
// deno-lint-ignore no-explicit-any
export async function heightOf(frame: { data: Record<string, any> }): Promise<number> {
  assert.deepEqual(compileMessages(specOf(frame)), []);
  const logger = vega.logger(vega.None);
  const { spec } = compileOld(specOf(frame), { logger }) as { spec: vega.Spec };
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  try {
    const svg = await view.toSVG();
    return Number(/<svg[^>]*\sheight="([\d.]+)"/.exec(svg)![1]);
  } finally {
    view.finalize();
  }
}
