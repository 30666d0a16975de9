/** How long the end of a long run takes. @module */

import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { FinishResult } from "./children/finish.ts";
import { runChild } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const REPETITIONS = 5;

/** `finish()` right after the last point against parsing the journal once in the same process. */
export const finish: Benchmark = {
  name: "finish",
  async run({ dir }) {
    const results: FinishResult[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      results.push(await runChild<FinishResult>("finish.ts", join(dir, `finish-${i}`)));
    }
    return [{
      what: "finish() of 1,000,000 points, all views / parsing the journal by lines",
      measured: spread(results.map((result) => result.finish / result.parse)),
      unit: "×",
      limit: 4,
      inclusive: true,
      numbers: `${short(median(results.map((result) => result.finish)))} ms / ${
        short(median(results.map((result) => result.parse)))
      } ms`,
    }];
  },
};
