/** How much memory logging takes. @module */

import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { MemoryResult } from "./children/memory.ts";
import { runChild } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const REPETITIONS = 5;
const MEGABYTE = 1e6;

/** The growth of a process that logs a million points, the snapshot and the mirror included. */
export const memory: Benchmark = {
  name: "memory",
  async run({ dir }) {
    const results: MemoryResult[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      results.push(await runChild<MemoryResult>("memory.ts", join(dir, `memory-${i}`)));
    }
    const before = median(results.map((result) => result.before)) / MEGABYTE;
    const growth = spread(results.map((result) => result.growth / MEGABYTE));
    return [{
      what: "growth of the process while it logs 1,000,000 points",
      measured: growth,
      unit: "MB",
      limit: 30,
      inclusive: false,
      numbers: `${short(before)} MB after 20,000 points, at most ${
        short((before + growth.median) / before)
      } times that later`,
    }];
  },
};
