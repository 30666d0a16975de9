/**
 * The folder of the runs, and the runs in it.
 *
 * @module
 */
import fs from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  findRuns,
  type FoundRun,
  hasJournal,
  hasRubbish,
  readSummary,
  runPaths,
  runState,
} from "../../store/mod.ts";
import { messageOf } from "../errors.ts";
import { counted, formatBytes } from "../../display/mod.ts";
import { Progress } from "../progress.ts";
import type { Check } from "./check.ts";

const LITTLE_SPACE = 1e9;

/** Whether runs can be written. */
export function checkFolder(baseDir: string): Check {
  const name = "folder";
  const path = resolve(baseDir);
  if (!fs.existsSync(path)) {
    return { name, state: "note", message: `${path} does not exist yet: the first run makes it` };
  }
  if (!fs.statSync(path).isDirectory()) {
    return { name, state: "problem", message: `${path} is a file` };
  }
  const probe = join(path, `.labbook-doctor-${crypto.randomUUID().slice(0, 8)}`);
  try {
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (error) {
    return { name, state: "problem", message: `${path} cannot be written: ${messageOf(error)}` };
  }
  return { name, state: "ok", message: path };
}

/** How much space is left where runs are written. */
export function checkSpace(baseDir: string): Check | undefined {
  let path = resolve(baseDir);
  while (!fs.existsSync(path)) path = dirname(path);
  const name = "space";
  let free: number;
  try {
    const { bavail, bsize } = fs.statfsSync(path);
    free = bavail * bsize;
  } catch {
    return undefined; // Some file systems do not tell.
  }
  const message = `${formatBytes(free)} free`;
  return free >= LITTLE_SPACE ? { name, state: "ok", message } : { name, state: "note", message };
}

interface RunCounts {
  live: number;
  complete: number;
  dead: FoundRun[];
  damaged: { run: FoundRun; reason: string }[];
  rubbish: FoundRun[];
}

async function examineRuns(runs: FoundRun[]): Promise<RunCounts> {
  const counts: RunCounts = { live: 0, complete: 0, dead: [], damaged: [], rubbish: [] };
  using progress = new Progress("Looking at runs", runs.length);
  for (const [i, run] of runs.entries()) {
    progress.update(i);
    // A pause now and then lets the bar move.
    if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 0));
    try {
      const state = runState(run.path);
      if (state === "dead") counts.dead.push(run);
      else {
        readSummary(run.path);
        counts[state]++;
        if (state === "complete" && hasRubbish(run.path)) counts.rubbish.push(run);
      }
    } catch (error) {
      counts.damaged.push({ run, reason: messageOf(error) });
    }
  }
  return counts;
}

function nameOf({ project, name }: FoundRun): string {
  return `${project}/${name}`;
}

function named(runs: FoundRun[]): string {
  const shown = runs.slice(0, 3).map(nameOf).join(", ");
  return runs.length > 3 ? `${shown} and ${runs.length - 3} more` : shown;
}

/** Whether the runs are complete, alive, or in need of something. */
export async function checkRuns(baseDir: string): Promise<Check[]> {
  const { live, complete, dead, damaged, rubbish } = await examineRuns(
    findRuns(baseDir).filter(({ path }) =>
      hasJournal(path) || fs.existsSync(runPaths(path).summary)
    ),
  );
  const checks: Check[] = [{
    name: "runs",
    state: "ok",
    message: `${complete} complete, ${live} running`,
  }];
  if (dead.length > 0) {
    checks.push({
      name: "runs",
      state: "problem",
      message: `${counted(dead.length, "run")} crashed and not recovered yet: ${named(dead)}`,
      remedy: "labbook recover",
    });
  }
  if (rubbish.length > 0) {
    checks.push({
      name: "runs",
      state: "note",
      message: `${counted(rubbish.length, "run")} with files that a crash left behind: ` +
        named(rubbish),
      remedy: "labbook recover",
    });
  }
  for (const { run, reason } of damaged) {
    checks.push({
      name: "runs",
      state: "problem",
      message: `${nameOf(run)} is damaged: ${reason}`,
    });
  }
  return checks;
}
