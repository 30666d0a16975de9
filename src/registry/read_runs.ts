/**
 * Reads the runs of a folder: live, crashed and ended ones; damaged ones are told, not thrown.
 *
 * @module
 */
import {
  findRuns,
  hasJournal,
  readEndedSummary,
  readSummary,
  recoverRun,
  runState,
  type RunSummary,
} from "../store/mod.ts";
import { ExperimentInfo } from "./experiment_info.ts";

/** A run that cannot be read as it should, and why. */
export interface RunProblem {
  /** The run folder. */
  path: string;
  /** What is wrong with it. */
  message: string;
}

/** Takes the problems of runs. */
export type OnProblem = (problem: RunProblem) => void;

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** What every list looks at; what lies deeper is seen where it is asked for. */
const SHAPE: [key: keyof RunSummary, fits: (value: unknown) => boolean, expected: string][] = [
  ["name", isText, "a text"],
  ["project", isText, "a text"],
  ["id", isText, "a text"],
  ["status", isText, "a text"],
  ["tags", Array.isArray, "an array"],
  ["params", isObject, "an object"],
  ["final_metrics", isObject, "an object"],
  ["metrics", isObject, "an object"],
];

/** Written out, as a list of thousands asks it of each. */
function hasShape(summary: RunSummary): boolean {
  return typeof summary.name === "string" && typeof summary.project === "string" &&
    typeof summary.id === "string" && typeof summary.status === "string" &&
    Array.isArray(summary.tags) && isObject(summary.params) && isObject(summary.final_metrics) &&
    isObject(summary.metrics);
}

/** A summary that was edited by hand, say, must not take the list of all others down. */
function infoOf(path: string, summary: RunSummary): ExperimentInfo {
  if (!hasShape(summary)) {
    const [key, , expected] = SHAPE.find(([key, fits]) => !fits(summary[key]))!;
    const value = JSON.stringify(summary[key]) ?? "missing";
    throw new TypeError(
      `summary.json is damaged: ${JSON.stringify(key)} is ${value}, expected ${expected}`,
    );
  }
  return new ExperimentInfo(path, summary);
}

/** Recovers a run whose process is gone; one that cannot be written is read as it is. */
export async function recoverIfDead(path: string, onProblem: OnProblem): Promise<void> {
  if (runState(path) !== "dead") return;
  try {
    const { dropped } = await recoverRun(path);
    for (const message of dropped) onProblem({ path, message });
  } catch (error) {
    onProblem({ path, message: `Cannot recover the run: ${(error as Error).message}` });
  }
}

/**
 * Reads one run, after recovering it where its process is gone.
 *
 * @returns undefined where the folder holds no run.
 * @throws {Error} If it is damaged.
 */
export async function readRun(
  path: string,
  onProblem: OnProblem,
): Promise<ExperimentInfo | undefined> {
  try {
    if (hasJournal(path)) await recoverIfDead(path, onProblem);
    return infoOf(path, readSummary(path));
  } catch (error) {
    // A folder with neither a summary nor journals is no run: somebody is just making one, say.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Says what is wrong with a run that could not be read. */
export function describeDamage(error: unknown): string {
  return `Cannot read the run: ${(error as Error).message}`;
}

/** Reads the runs of all projects, or of one. */
export async function readRuns(
  baseDir: string,
  project: string | undefined,
  onProblem: OnProblem,
): Promise<ExperimentInfo[]> {
  const runs: ExperimentInfo[] = [];
  for (const { path } of findRuns(baseDir, project)) {
    try {
      // Without a pause for those that ended: a list of thousands is read in one go.
      const ended = readEndedSummary(path);
      const run = ended ? infoOf(path, ended) : await readRun(path, onProblem);
      if (run) runs.push(run);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      onProblem({ path, message: describeDamage(error) });
    }
  }
  return runs;
}
