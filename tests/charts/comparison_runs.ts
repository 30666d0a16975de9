/** Runs whose comparison is the same each time. @module */

import { type ExperimentInfo, ExperimentRegistry } from "../../src/registry/mod.ts";
import type { TempDir } from "../helpers/mod.ts";

/** What a run of fixed content holds. */
export interface FixedRun {
  /** The name of the run; its folder has another where it cannot be a folder's. */
  name: string;
  /** The parameters. */
  params?: Record<string, unknown>;
  /** The values of each metric; at the steps 0, 1, … */
  metrics?: Record<string, number[]>;
  /** The steps, where they are others; null for points without. */
  steps?: (number | null)[];
  /** The project; `penguins` by default. */
  project?: string;
  /** How it stands; `finished` by default. */
  status?: string;
}

const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Writes runs that have fixed ids, and start a minute after each other; each point takes a second. */
export function writeRuns(dir: TempDir, runs: readonly FixedRun[]): string {
  for (const [i, run] of runs.entries()) {
    const { name, params = {}, metrics = {}, project = "penguins", status = "finished" } = run;
    const start = START + i * 60_000;
    const folder = `${project}/${/^[\w .-]{1,60}$/.test(name) ? name : `run-${i}`}`;
    const time = (k: number): string => new Date(start + k * 1000).toISOString();
    const points = (values: number[]): unknown[] =>
      values.map((value, k) => ({
        value: Number.isFinite(value) ? value : String(value),
        step: run.steps ? run.steps[k] : k,
        timestamp: time(k),
      }));
    dir.write(
      `${folder}/summary.json`,
      JSON.stringify({
        name,
        project,
        id: `${i}`.padStart(8, "f"),
        status,
        params,
        started_at: time(0),
        finished_at: time(30 + i),
      }),
    );
    // As text, as an object literal takes `__proto__` for something else.
    const histories = Object.entries(metrics).map(([metric, values]) =>
      `${JSON.stringify(metric)}:${JSON.stringify(points(values))}`
    );
    dir.write(`${folder}/metrics_history.json`, `{${histories.join(",")}}`);
  }
  return dir.path;
}

/** Reads the runs that were written, in the order in which they started. */
export async function readRuns(baseDir: string): Promise<ExperimentInfo[]> {
  return await new ExperimentRegistry(baseDir).listExperiments(undefined, { sort: "started_at" });
}

/** Values that fall, with a little unrest that is the same each time. */
export function falling(count: number, from: number, seed = 1): number[] {
  let state = seed * 7919;
  return Array.from({ length: count }, (_, i) => {
    state = state * 16807 % 2147483647;
    return Number((from * Math.exp(-3 * i / count) + state / 2147483647 * from / 20).toFixed(6));
  });
}

/** Four runs that differ in three parameters. */
export const FOUR_RUNS: readonly FixedRun[] = [
  {
    name: "baseline",
    params: { lr: 0.1, optimizer: "sgd", model: { layers: [64, 32] } },
    metrics: { "val/loss": falling(12, 2, 1), accuracy: [0.5, 0.7, 0.8] },
  },
  {
    name: "wide",
    params: { lr: 0.01, optimizer: "adam", model: { layers: [256, 64] } },
    metrics: { "val/loss": falling(12, 1.5, 2), accuracy: [0.6, 0.75, 0.85] },
  },
  {
    name: "diverged",
    params: { lr: 1, optimizer: "adam", model: { layers: [64, 32] } },
    metrics: { "val/loss": [2, 3, NaN, NaN, 5, NaN, Infinity, 9], accuracy: [0.5, 0.4] },
    status: "failed",
  },
  {
    name: "small",
    params: { lr: 0.001, optimizer: "sgd", model: { layers: [16] } },
    metrics: { "val/loss": falling(12, 3, 4), accuracy: [0.4] },
  },
];
