/**
 * Makes finished runs to compare: a few by the tracker, the others as copies of these under names and
 * parameters of their own.
 */

import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ExperimentTracker } from "../../mod.ts";
import { report } from "../processes.ts";

/** So many runs have points of their own. */
const DISTINCT = 10;
/** What a chart reads of a run. */
const FILES = ["metrics.parquet", "params.json", "summary.json"];
const METRICS = ["val/loss", "val/accuracy", "train/loss", "train/accuracy", "grad_norm"];

/** Numbers between 0 and 1 that are the same each time. */
function* noise(seed: number): Generator<number> {
  for (let state = seed * 7919;;) {
    state = state * 16807 % 2147483647;
    yield state / 2147483647;
  }
}

/** Logs a run whose metrics fall and rise with some unrest. */
async function makeRun(
  baseDir: string,
  project: string,
  i: number,
  steps: number,
  metrics: readonly string[],
): Promise<string> {
  const tracker = new ExperimentTracker({
    project,
    experimentName: `run-${i}`,
    baseDir,
    useTensorboard: false,
  });
  tracker.logParams({ lr: 10 ** (-1 - i % 4), layers: [64, 32 * (i % 3 + 1)], seed: i });
  const random = noise(i + 1);
  for (let step = 0; step < steps; step++) {
    const values: Record<string, number> = {};
    for (const [k, name] of metrics.entries()) {
      const fallen = Math.exp(-(5 + i % 7) * step / steps) + random.next().value! / 10;
      values[name] = k % 2 === 0 ? fallen : 1.1 - fallen;
    }
    tracker.logMetrics(values, step);
  }
  await tracker.finish();
  return tracker.path;
}

function copyRun(from: string, name: string, i: number): void {
  const dir = join(from, "..", name);
  fs.mkdirSync(dir);
  for (const file of FILES) fs.copyFileSync(join(from, file), join(dir, file));
  const summary = JSON.parse(fs.readFileSync(join(from, "summary.json"), "utf8"));
  summary.name = name;
  summary.id = randomUUID();
  summary.params = { ...summary.params, seed: i };
  fs.writeFileSync(join(dir, "summary.json"), JSON.stringify(summary));
}

if (import.meta.main) {
  const [baseDir, project, ...numbers] = Deno.args as [string, string, ...string[]];
  const [runs, steps, metrics] = numbers.map(Number) as [number, number, number];
  const made: string[] = [];
  for (let i = 0; i < Math.min(runs, DISTINCT); i++) {
    made.push(await makeRun(baseDir, project, i, steps, METRICS.slice(0, metrics)));
  }
  for (let i = DISTINCT; i < runs; i++) copyRun(made[i % DISTINCT]!, `run-${i}`, i);
  report(made[0]);
}
