/** Watches the memory of a process that logs a million points. */

import fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { report } from "../processes.ts";
import { logSteps, startRun } from "./run.ts";

/** What this child prints, in bytes. */
export interface MemoryResult {
  /** The memory after the warm-up. */
  before: number;
  /** How far it has grown at the most, until TensorBoard's mirror has every point too. */
  growth: number;
}

const WARM_UP = 20_000;
const POINTS = 1_000_000;
const LOOK_EVERY = 10_000;
const PAUSE_MS = 100;

/** How many points the mirror has taken. */
function mirrored(runDir: string): number {
  const path = join(runDir, "backends", "tensorboard.json");
  if (!fs.existsSync(path)) return 0;
  return JSON.parse(fs.readFileSync(path, "utf8")).counts.points;
}

if (import.meta.main) {
  const tracker = startRun(Deno.args[0]!);
  logSteps(tracker, 0, WARM_UP);
  const before = process.memoryUsage.rss();
  let most = before;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  for (let i = 0; i < POINTS; i += LOOK_EVERY) {
    logSteps(tracker, WARM_UP + i, LOOK_EVERY);
    look();
  }
  while (mirrored(tracker.path) < WARM_UP + POINTS) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    look();
  }
  const result: MemoryResult = { before, growth: most - before };
  await tracker.finish();
  report(result);
}
