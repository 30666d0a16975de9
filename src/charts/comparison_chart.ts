/** A comparison, and all that can be made of it. @module */

import { DISPLAY, displayResult } from "../display/mod.ts";
import type { ExperimentInfo, RunProblem } from "../registry/mod.ts";
import type { DifferenceTable } from "./difference_table.ts";
import type { ChartSpec } from "./render/mod.ts";

/** What a comparison is made of. */
export interface ComparisonParts {
  /** The runs. */
  runs: ExperimentInfo[];
  /** The metrics. */
  metrics: string[];
  /** The specification; null where there is a table only. */
  spec: ChartSpec | null;
  /** The table. */
  table: DifferenceTable;
  /** The chart as text. */
  text: string;
  /** What could not be read. */
  problems: RunProblem[];
}

/**
 * Runs side by side, as `compare()` makes them. In a notebook it displays itself.
 *
 * @example Keep the pictures of a comparison
 * ```ts
 * import { compare, ExperimentTracker } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * const tracker = new ExperimentTracker({ project: "docs", experimentName: "first", baseDir });
 * for (let step = 0; step < 10; step++) tracker.logMetric("loss", 1 / (step + 1), step);
 * await tracker.finish();
 *
 * const comparison = await compare("first", { baseDir });
 * await Deno.writeTextFile(`${baseDir}/losses.svg`, await comparison.svg());
 * await Deno.writeFile(`${baseDir}/losses.png`, await comparison.png());
 * await Deno.writeTextFile(`${baseDir}/losses.vl.json`, JSON.stringify(comparison.spec));
 * await Deno.remove(baseDir, { recursive: true });
 * ```
 */
export class ComparisonChart {
  /** The runs, in the order in which they started. */
  readonly runs: readonly ExperimentInfo[];
  /** The metrics. */
  readonly metrics: readonly string[];
  /** The chart as a Vega-Lite 5 specification; null where there is a table only. */
  readonly spec: ChartSpec | null;
  /** What differs between the runs. */
  readonly table: DifferenceTable;
  /** Runs and metrics that could not be read, and why. */
  readonly problems: readonly RunProblem[];
  readonly #text: string;

  /** Takes what was made. */
  constructor({ runs, metrics, spec, table, text, problems }: ComparisonParts) {
    this.runs = runs;
    this.metrics = metrics;
    this.spec = spec;
    this.table = table;
    this.problems = problems;
    this.#text = text;
  }

  /** The table with a small curve for each metric, for a terminal. */
  text(): string {
    return this.#text;
  }

  /** As {@linkcode text}. */
  toString(): string {
    return this.#text;
  }

  /**
   * The chart as a picture of vectors.
   *
   * @param options `background`: a colour; white by default.
   */
  async svg(options: { background?: string } = {}): Promise<string> {
    const { renderSvg } = await import("./render/mod.ts");
    return await renderSvg(this.#drawable(), options);
  }

  /**
   * The chart as a PNG picture.
   *
   * @param options `scale`: how many pixels the picture has where a page has one; 2 by default.
   */
  async png(options: { scale?: number } = {}): Promise<Uint8Array> {
    const { renderPng, renderSvg } = await import("./render/mod.ts");
    return await renderPng(await renderSvg(this.#drawable()), options);
  }

  /** A report in one HTML file, which needs nothing else. */
  async html(): Promise<string> {
    const { reportHtml } = await import("./render/mod.ts");
    return await reportHtml(this);
  }

  /** What a notebook shows of it. */
  async [DISPLAY](): Promise<unknown> {
    if (this.spec === null) return this.table[DISPLAY]();
    const { chartBundle } = await import("./render/mod.ts");
    return displayResult(await chartBundle(this.spec, this.#text));
  }

  #drawable(): ChartSpec {
    if (this.spec !== null) return this.spec;
    throw new TypeError(
      this.metrics.length === 0
        ? "Cannot draw the comparison: its runs have no metrics"
        : 'Cannot draw the comparison: its kind is "table", expected curves, bars, scatter or parallel',
    );
  }
}
