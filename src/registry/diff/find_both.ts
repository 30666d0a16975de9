/**
 * Which two runs are compared.
 *
 * @module
 */
import type { ExperimentInfo } from "../experiment_info.ts";
import type { ExperimentRegistry } from "../registry.ts";

type Run = string | { path: string };

/** The run that `track()` started and that is not finished, whichever copy of the library did so. */
function currentPath(): string | undefined {
  const place = globalThis as { [key: symbol]: { path: string; isFinished: boolean } | undefined };
  const run = place[Symbol.for("labbook.currentRun")];
  return run?.isFinished ? undefined : run?.path;
}

async function runBefore(
  registry: ExperimentRegistry,
  run: ExperimentInfo,
): Promise<ExperimentInfo> {
  const all = await registry.listExperiments(run.project, { sort: "started_at" });
  const at = all.findIndex(({ path }) => path === run.path);
  if (at > 0) return all[at - 1]!;
  throw new Error(
    `Cannot tell what differs from ${run.project}/${run.name}: there is no run before it, ` +
      "expected the name of another run",
  );
}

/** Both runs; where only one is named, it is compared with the current run, or with the one before it. */
export async function findBoth(
  registry: ExperimentRegistry,
  a: Run,
  b: Run | undefined,
): Promise<[ExperimentInfo, ExperimentInfo]> {
  const find = async (run: Run): Promise<ExperimentInfo> =>
    await registry.getExperiment(typeof run === "string" ? run : run?.path);
  const first = await find(a);
  const current = currentPath();
  if (b !== undefined) return [first, await find(b)];
  if (current !== undefined && current !== first.path) return [first, await find(current)];
  return [await runBefore(registry, first), first];
}
