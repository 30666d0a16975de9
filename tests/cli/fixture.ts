/** Runs to look at, and the command line as a child process. @module */

import { join } from "node:path";
import {
  createRun,
  editSummary,
  finishRun,
  type RunEvent,
  toIso,
  toStored,
} from "../../src/store/mod.ts";
import { type ProcessOptions, type ProcessOutput, ROOT, runProcess } from "../helpers/mod.ts";

/** What a run of a test holds. */
export interface RunFixture {
  /** The project; `penguins` by default. */
  project?: string;
  /** The name. */
  name: string;
  /** What it is about. */
  description?: string;
  /** The tags. */
  tags?: string[];
  /** The parameters. */
  params?: Record<string, unknown>;
  /** The values of each metric, at the steps 0, 1, 2, … */
  metrics?: Record<string, number[]>;
  /** More events, after those above. */
  events?: RunEvent[];
  /** When it started, in milliseconds. */
  start?: number;
  /** How it ended; a run without an end is left with its journal, as of this live process. */
  status?: "finished" | "failed" | "killed" | "none";
  /** The id of the run it repeats. */
  rerunOf?: string;
}

/** Writes a run and returns its folder and id. */
export async function writeRun(
  baseDir: string,
  fixture: RunFixture,
): Promise<{ dir: string; id: string }> {
  const { project = "penguins", name, description = "", tags = [], rerunOf } = fixture;
  const { params = {}, metrics = {}, events = [], status = "finished" } = fixture;
  const time = fixture.start ?? Date.UTC(2026, 7, 3, 12, 0, 0);
  const start = { project, name, description, tags, ...rerunOf ? { rerunOf } : {} };
  const fail = (reason: string): never => {
    throw new Error(reason);
  };
  const { dir, id, journal } = createRun(baseDir, start, fail);
  const append = (event: RunEvent): void =>
    journal.append(event.type, JSON.stringify(event) + "\n", event.time);
  append({ type: "params", time, values: params as never });
  let steps = 0;
  for (const [metric, values] of Object.entries(metrics)) {
    for (const [step, value] of values.entries()) {
      append({ type: "metrics", time: time + step, step, values: { [metric]: toStored(value) } });
    }
    steps = Math.max(steps, values.length);
  }
  for (const event of events) append(event);
  if (status !== "none") {
    append({ type: "status", time: time + steps * 1000, status, closed: true });
  }
  journal.close();
  if (status !== "none") {
    await finishRun(dir);
    await editSummary(dir, (summary) => {
      summary.started_at = toIso(time);
      summary.finished_at = toIso(time + steps * 1000);
    });
  }
  return { dir, id };
}

/** Three runs of a project, and one of another. */
export async function writeSamples(baseDir: string): Promise<void> {
  const day = 86_400_000;
  const start = Date.UTC(2026, 7, 3, 12, 0, 0);
  await writeRun(baseDir, {
    name: "baseline",
    description: "Two layers, as in the paper.",
    tags: ["baseline", "small"],
    params: { lr: 0.1, layers: [64, 32], optimizer: { name: "sgd", momentum: 0.9 }, seed: 1 },
    metrics: { loss: [1.2, 0.7, 0.5, 0.42], accuracy: [0.55, 0.8, 0.91, 0.9] },
    start,
  });
  await writeRun(baseDir, {
    name: "wide",
    tags: ["wide"],
    params: { lr: 0.01, layers: [256, 128], optimizer: { name: "adam" }, seed: 1 },
    metrics: { loss: [1.1, 0.6, 0.38, 0.31], accuracy: [0.6, 0.82, 0.93, 0.9567] },
    start: start + day,
  });
  await writeRun(baseDir, {
    name: "diverged",
    params: { lr: 10, layers: [64, 32], optimizer: { name: "sgd", momentum: 0.9 }, seed: 1 },
    metrics: { loss: [1.3, 45.5, Infinity, NaN], accuracy: [0.5, 0.33, 0.33, 0.33] },
    start: start + 2 * day,
    status: "failed",
  });
  await writeRun(baseDir, {
    project: "手書き",
    name: "数字-ベースライン",
    tags: ["日本語", "🐧"],
    params: { lr: 0.001 },
    metrics: { 精度: [0.9, 0.95] },
    start: start + 3 * day,
  });
}

/** Options of {@linkcode labbook}. */
export type CliOptions = Omit<ProcessOptions, "args">;

/** Runs the command line to its end. Times are those of UTC. */
export function labbook(args: string[], options: CliOptions = {}): Promise<ProcessOutput> {
  return runProcess(Deno.execPath(), {
    ...options,
    env: { TZ: "UTC", LABBOOK_DIR: undefined, LABBOOK_DEBUG: undefined, ...options.env },
    args: [...cliCommand(), ...args],
  });
}

/** The arguments with which Deno starts the command line. */
export function cliCommand(): string[] {
  return [
    "run",
    "--quiet",
    "-A",
    "--config",
    join(ROOT, "deno.json"),
    join(ROOT, "src/cli/main.ts"),
  ];
}
