/** How long a list of many runs takes. @module */

import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { ListResult } from "./children/list.ts";
import { runChild } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const RUNS = 10_000;
const REPETITIONS = 12;

/** `listExperiments()` against a bare loop over the summaries, each as often the first. */
export const list: Benchmark = {
  name: "list",
  async run({ dir }) {
    const baseDir = join(dir, "list");
    const bytes = await runChild<number>("make_runs.ts", baseDir, RUNS);
    // Once without being counted: the files are in the system's cache afterwards.
    await runChild<ListResult>("list.ts", baseDir, RUNS, "parse");
    const results: ListResult[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      const first = i % 2 === 0 ? "list" : "parse";
      results.push(await runChild<ListResult>("list.ts", baseDir, RUNS, first));
    }
    return [{
      what: "list 10,000 finished runs / reading and parsing their summary.json",
      measured: spread(results.map((result) => result.list / result.parse)),
      unit: "×",
      limit: 2,
      inclusive: false,
      numbers: `${short(median(results.map((result) => result.list)))} ms / ${
        short(median(results.map((result) => result.parse)))
      } ms, ${short(bytes / 1000)} kB each`,
    }];
  },
};
