/** How much later a script starts that imports us. @module */

import type { Benchmark } from "./benchmark.ts";
import { runScript } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const REPETITIONS = 15;

/** The start of a process that imports mod.ts against that of an empty script, by turns. */
export const importing: Benchmark = {
  name: "import",
  async run() {
    const scripts = ["import.ts", "empty.ts"] as const;
    // Once without being counted: what is compiled is in Deno's cache afterwards.
    for (const script of scripts) await runScript(script);
    const times = { "import.ts": [] as number[], "empty.ts": [] as number[] };
    for (let i = 0; i < REPETITIONS; i++) {
      for (const script of i % 2 === 0 ? scripts : scripts.toReversed()) {
        const start = performance.now();
        await runScript(script);
        times[script].push(performance.now() - start);
      }
    }
    const [ours, empty] = [times["import.ts"], times["empty.ts"]];
    return [{
      what: 'import "./mod.ts", more than an empty script',
      measured: spread(ours.map((time, i) => time - empty[i]!)),
      unit: "ms",
      limit: 60,
      inclusive: true,
      numbers: `${short(median(ours))} ms / ${short(median(empty))} ms = ${
        short(median(ours) / median(empty))
      }×`,
    }];
  },
};
