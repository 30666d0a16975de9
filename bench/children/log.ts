/** Times calls of `logMetrics` against bare appends of lines of the same length. */

import fs from "node:fs";
import { join } from "node:path";
import { median, quantile } from "../statistics.ts";
import { report } from "../processes.ts";
import { logSteps, ownJournal, startRun } from "./run.ts";

/** What this child prints. */
export interface LogResult {
  /** `logMetrics` as a multiple of the bare append: the median of all rounds. */
  ratio: number;
  /** A call of `logMetrics`, in microseconds: the median of all rounds. */
  call: number;
  /** A bare append, in microseconds. */
  append: number;
  /** The 99th percentile of single calls, as a multiple of their median. */
  p99: number;
  /** The median of single calls, in microseconds. */
  single: number;
  /** The longest single call, in microseconds. */
  longest: number;
}

const WARM_UP = 20_000;
const ROUNDS = 200;
const CALLS = 5000;
const SINGLE_CALLS = 1_000_000;

/** The time that one of `count` repetitions takes, in microseconds. */
function time(count: number, action: (count: number) => void): number {
  const start = performance.now();
  action(count);
  return (performance.now() - start) * 1000 / count;
}

if (import.meta.main) {
  const dir = Deno.args[0]!;
  const tracker = startRun(join(dir, "experiments"));
  let step = 0;
  const log = (count: number): void => {
    logSteps(tracker, step, count);
    step += count;
  };
  const journal = ownJournal(tracker);
  const bare = fs.openSync(join(dir, "bare.jsonl"), "a");
  let line = new Uint8Array(100).fill(65);
  const append = (count: number): void => {
    for (let i = 0; i < count; i++) fs.writeSync(bare, line);
  };
  log(WARM_UP);
  append(WARM_UP);

  const ratios: number[] = [];
  const calls: number[] = [];
  const appends: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = fs.statSync(journal).size;
    const appendFirst = round % 2 === 1;
    if (appendFirst) appends.push(time(CALLS, append));
    calls.push(time(CALLS, log));
    if (!appendFirst) appends.push(time(CALLS, append));
    ratios.push(calls.at(-1)! / appends.at(-1)!);
    line = new Uint8Array(Math.round((fs.statSync(journal).size - before) / CALLS)).fill(65);
  }

  const single = new Float64Array(SINGLE_CALLS);
  for (let i = 0; i < SINGLE_CALLS; i++) {
    const start = performance.now();
    tracker.logMetrics({ loss: 1 / (step + 1) }, step++);
    single[i] = performance.now() - start;
  }
  await tracker.finish();
  const result: LogResult = {
    ratio: median(ratios),
    call: median(calls),
    append: median(appends),
    p99: quantile(single, 0.99) / median(single),
    single: median(single) * 1000,
    longest: quantile(single, 1) * 1000,
  };
  report(result);
}
