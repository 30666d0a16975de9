/**
 * Compares two runs in all that was recorded of them.
 *
 * @module
 */
import type { JsonValue } from "../../store/mod.ts";
import { readParams } from "../../store/mod.ts";
import { type ExperimentInfo, metricSummary } from "../experiment_info.ts";
import { metricDirection } from "../metric_direction.ts";
import { ExperimentRegistry } from "../registry.ts";
import { compareCode, type ComparedCode } from "./code_files.ts";
import { differencesOf, type MetricDifference } from "./difference.ts";
import { findBoth } from "./find_both.ts";
import { comparePatches, readPatch } from "./patches.ts";
import { RunDiff } from "./run_diff.ts";
import { readEnvironment, readGit, repositoryPaths } from "./snapshot_files.ts";

/** Where {@linkcode diff} looks for the runs. */
export interface DiffOptions {
  /** The folder of all projects; `experiments` by default, or the environment's LABBOOK_DIR. */
  baseDir?: string;
}

type Values = Record<string, JsonValue>;

/** What is found, with what could not be compared. */
class Comparison {
  readonly notes: string[] = [];
  readonly #a: ExperimentInfo;
  readonly #b: ExperimentInfo;

  constructor(a: ExperimentInfo, b: ExperimentInfo) {
    this.#a = a;
    this.#b = b;
  }

  /** Reads a part of both runs; says which of them lacks it, where one does, or what is wrong with it. */
  async both<T>(
    what: string,
    read: (dir: string) => Promise<T | undefined>,
  ): Promise<[T, T] | undefined> {
    const found: T[] = [];
    for (const { path, project, name } of [this.#a, this.#b]) {
      try {
        const value = await read(path);
        if (value !== undefined) found.push(value);
        else this.notes.push(`${what} of ${project}/${name} was not recorded`);
      } catch (error) {
        this.notes.push(
          `${what} of ${project}/${name} cannot be read: ${(error as Error).message}`,
        );
      }
    }
    return found.length === 2 ? found as [T, T] : undefined;
  }
}

function lastOf({ metrics }: ExperimentInfo, name: string): number | null {
  return Object.hasOwn(metrics, name) ? metrics[name]! : null;
}

function compareMetrics(a: ExperimentInfo, b: ExperimentInfo): MetricDifference[] {
  const names = new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)]);
  return [...names].filter((name) => !name.startsWith("system/")).map((name): MetricDifference => {
    const mode = metricDirection(name);
    const best = (run: ExperimentInfo): number | null =>
      metricSummary(run, name)?.[mode]?.value ?? null;
    return { name, mode, last: [lastOf(a, name), lastOf(b, name)], best: [best(a), best(b)] };
  }).filter(({ last, best }) => !Object.is(...last) || !Object.is(...best));
}

/** The paths in the repository of the files that both runs' code holds, as far as they are known. */
async function comparedPaths(
  runs: ExperimentInfo[],
  { names }: ComparedCode,
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const { path } of runs) {
    const inRepository = await repositoryPaths(path);
    for (const name of names) known.add(inRepository(name) ?? name);
  }
  return known;
}

/**
 * Tells what differs between two runs: parameters, metrics, git, packages, environment, and the code, as a unified
 * difference of each file.
 *
 * @param a A run: its path, `project/name`, its name where only one run has it, the first four or more characters of
 * its id; or a tracker, or what the registry returns.
 * @param b The other run. Where it is left out, the run that `track()` started is compared with `a`; where there is
 * none, `a` is compared with the run before it in its project.
 * @throws {Error} If there is no such run, with the nearest name, or if several fit.
 *
 * @example What changed since the run before
 * ```ts
 * import { diff, track } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = await track(`docs/diff ${lr}`, { params: { lr }, baseDir });
 *   await tracker.finish();
 * }
 * const difference = await diff("diff 0.01", undefined, { baseDir });
 * if (difference.params[0]?.a !== 0.1) throw new Error("expected the rate of the run before");
 * ```
 */
export async function diff(
  a: string | { path: string },
  b?: string | { path: string },
  options: DiffOptions = {},
): Promise<RunDiff> {
  const [first, second] = await findBoth(new ExperimentRegistry(options.baseDir), a, b);
  const comparison = new Comparison(first, second);
  const paramsOf = ({ path, summary }: ExperimentInfo): Values => readParams(path, summary);
  const environments = await comparison.both("The environment", readEnvironment);
  const gits = await comparison.both("The git state", readGit);
  const patches = gits && await comparison.both("The uncommitted changes", readPatch);
  const code = await compareCode(first.path, second.path);
  const runs = [first, second];
  for (const [i, { project, name }] of runs.entries()) {
    if (!code.isThere[i]) comparison.notes.push(`The code of ${project}/${name} was not recorded`);
    if (patches) gits[i]!.values["files changed since the commit"] = patches[i]!.size;
  }
  if (patches && gits[0].commit !== null && gits[0].commit === gits[1].commit) {
    const known = await comparedPaths(runs, code);
    code.differences.push(...await comparePatches(...patches, known));
  }
  return new RunDiff(first, second, {
    params: differencesOf(paramsOf(first), paramsOf(second)),
    metrics: compareMetrics(first, second),
    git: gits ? differencesOf(gits[0].values, gits[1].values) : [],
    packages: environments ? differencesOf(environments[0].packages, environments[1].packages) : [],
    environment: environments ? differencesOf(environments[0].rest, environments[1].rest) : [],
    code: code.differences,
    notes: comparison.notes,
  });
}
