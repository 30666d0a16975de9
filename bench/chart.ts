/** How long a chart waits for its points. @module */

import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { ChartResult } from "./children/chart.ts";
import { runChild } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const REPETITIONS = 8;

/** The first reading of a metric in a process against parsing metrics_history.json in another. */
export const chart: Benchmark = {
  name: "chart",
  async run({ dir }) {
    const runDir = await runChild<string>("make_long_run.ts", join(dir, "chart"));
    const time = async (what: "read" | "parse"): Promise<number> => {
      const { points, milliseconds } = await runChild<ChartResult>("chart.ts", runDir, what);
      if (points !== 1_000_000) throw new Error(`Cannot compare: got ${points} points`);
      return milliseconds;
    };
    const reads: number[] = [];
    const parses: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      reads.push(await time("read"));
      parses.push(await time("parse"));
    }
    return [{
      what: "metricHistory() of 1,000,000 points / parsing metrics_history.json",
      measured: spread(reads.map((read, i) => read / parses[i]!)),
      unit: "×",
      limit: 0.1,
      inclusive: true,
      numbers: `${short(median(reads))} ms / ${short(median(parses))} ms`,
    }];
  },
};
