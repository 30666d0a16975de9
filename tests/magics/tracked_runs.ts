/** What the magics of a test's kernel have tracked. */

import { join } from "node:path";
import { readSummary, type RunSummary } from "../../src/store/mod.ts";
import { ExperimentRegistry, type LoadedExperiment } from "../../src/registry/mod.ts";
import type { CellRun, MagicKernel } from "./magic_kernel.ts";

/** The summary of a run of the kernel, `project/name`, as it is on disk. */
export function summaryOf({ folder }: Pick<MagicKernel, "folder">, run: string): RunSummary {
  return readSummary(join(folder, "experiments", run));
}

/** A run of the kernel, finished or not: its summary with what its journals have. */
export async function loadRun(
  { folder }: Pick<MagicKernel, "folder">,
  run: string,
): Promise<LoadedExperiment> {
  const registry = new ExperimentRegistry(join(folder, "experiments"));
  return await registry.loadExperiment(join(folder, "experiments", run));
}

/** The names of all runs of the kernel with their status, in order. */
export async function statuses({ folder }: Pick<MagicKernel, "folder">): Promise<string[]> {
  const registry = new ExperimentRegistry(join(folder, "experiments"));
  const runs = await registry.listExperiments();
  return runs.map(({ project, name, status }) => `${project}/${name} ${status}`).sort();
}

/** The texts of what a cell displayed. */
export function textsOf({ displays }: CellRun): string[] {
  return displays.map(({ data }) => String(data["text/plain"]));
}

/** A cell that tracks three runs, of which the last is the best. */
export const THREE_RUNS = `for (const lr of [0.1, 0.01, 0.001]) {
  %track p/lr\${lr} lr=\${lr} optimizer=\${lr > 0.05 ? "sgd" : "adam"} --tags \${lr > 0.05 ? ["big"] : []}
  for (let i = 0; i < 20; i++) tracker.logMetrics({ "val/loss": lr * 10 + 1 / (i + 1), accuracy: 1 - lr }, i);
}
%track stop`;
