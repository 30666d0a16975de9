/** Which runs are compared. @module */

import {
  type ExperimentInfo,
  ExperimentRegistry,
  nearest,
  type RunProblem,
} from "../registry/mod.ts";
import { findRuns, fromIso } from "../store/mod.ts";
import type { ResolvedOptions } from "./chart_options.ts";
import { globPattern, isGlob } from "./glob.ts";

/** How many runs are compared where nobody says how many. */
const DEFAULT_LAST = 20;

/** The runs of a comparison. */
export interface SelectedRuns {
  /** In the order in which they started. */
  runs: ExperimentInfo[];
  /** Runs that could not be read. */
  problems: RunProblem[];
  /** How many more runs there are: older than the newest that were asked for. */
  older: number;
}

/** When a run started, in milliseconds; -Infinity where nobody knows. */
function startOf(run: ExperimentInfo): number {
  return fromIso(run.startedAt) || -Infinity;
}

function byStart(a: ExperimentInfo, b: ExperimentInfo): number {
  const [first, second] = [startOf(a), startOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** The runs that a pattern such as `penguins/*` or `lr-*` means. */
async function matching(
  registry: ExperimentRegistry,
  pattern: string,
  { project, where }: ResolvedOptions,
): Promise<ExperimentInfo[]> {
  const [head, ...rest] = pattern.split("/");
  const isWhole = rest.length > 0;
  const only = isWhole && !isGlob(head!) ? head : project;
  const expression = globPattern(pattern);
  const all = await registry.listExperiments(only, where === undefined ? {} : { where });
  return all.filter((run) => expression.test(isWhole ? `${run.project}/${run.name}` : run.name));
}

/** One run that was named; in the project that was named, where it says none itself. */
async function named(
  registry: ExperimentRegistry,
  ref: string,
  project: string | undefined,
): Promise<ExperimentInfo> {
  const isBare = project !== undefined && !/[\\/]/.test(ref);
  const isThere = isBare && findRuns(registry.baseDir, project).some(({ name }) => name === ref);
  return await registry.getExperiment(isThere ? `${project}/${ref}` : ref);
}

/** Whether a name is that of a project and of no run. */
function isProject(registry: ExperimentRegistry, ref: string): boolean {
  return registry.listProjects().includes(ref) &&
    !findRuns(registry.baseDir).some(({ name }) => name === ref);
}

async function chosen(
  registry: ExperimentRegistry,
  refs: string[],
  options: ResolvedOptions,
): Promise<ExperimentInfo[]> {
  const found = new Map<string, ExperimentInfo>();
  for (const ref of refs) {
    const runs = isGlob(ref)
      ? await matching(registry, ref, options)
      : isProject(registry, ref)
      ? await matching(registry, `${ref}/*`, options)
      : [await named(registry, ref, options.project)];
    if (runs.length === 0) {
      throw new Error(
        `Cannot compare runs: no run in ${registry.baseDir} is called ${JSON.stringify(ref)}`,
      );
    }
    for (const run of runs) found.set(run.path, run);
  }
  if (options.where === undefined) return [...found.values()];
  const fitting = await registry.listExperiments(undefined, { where: options.where });
  return fitting.filter(({ path }) => found.has(path));
}

/** All runs of the project; where none is named, of the one that has the newest run. */
async function ofProject(
  registry: ExperimentRegistry,
  { project, where }: ResolvedOptions,
): Promise<ExperimentInfo[]> {
  const all = await registry.listExperiments(project, where === undefined ? {} : { where });
  const newest = all[0]?.project;
  return project === undefined ? all.filter((run) => run.project === newest) : all;
}

/** Says why there is nothing to compare. */
function emptiness(registry: ExperimentRegistry, { project, where }: ResolvedOptions): Error {
  const of = project === undefined ? "" : `project ${JSON.stringify(project)} of `;
  const which = where === undefined ? "" : ` for which ${where}`;
  const projects = registry.listProjects();
  const near = project === undefined || projects.includes(project)
    ? undefined
    : nearest(project, projects);
  return new Error(
    `Cannot compare runs: there is no run in ${of}${registry.baseDir}${which}` +
      (near === undefined ? "" : `: did you mean ${JSON.stringify(near)}?`),
  );
}

/**
 * Finds the runs of a comparison.
 *
 * @param refs Names, paths, `project/name`, prefixes of ids, or patterns with `*`; undefined for all of a project.
 * @throws {Error} If a run does not exist, with the nearest name, or if there is none to compare.
 */
export async function selectRuns(
  refs: string[] | undefined,
  options: ResolvedOptions,
): Promise<SelectedRuns> {
  const problems: RunProblem[] = [];
  const registry = new ExperimentRegistry(options.baseDir, {
    onProblem: (problem) => problems.push(problem),
  });
  const found = refs === undefined
    ? await ofProject(registry, options)
    : await chosen(registry, refs, options);
  if (found.length === 0) throw emptiness(registry, options);
  found.sort(byStart);
  const most = options.last ?? (refs === undefined ? DEFAULT_LAST : Infinity);
  const runs = found.slice(Math.max(0, found.length - most));
  return { runs, problems, older: found.length - runs.length };
}
