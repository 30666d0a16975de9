/**
 * Finds the runs that a command names.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { ExperimentInfo, ExperimentRegistry } from "../registry/mod.ts";
import { CliError, messageOf, warn } from "./errors.ts";

/** A run, found. */
export interface RunPlace {
  /** What it is called on the command line: project/name. */
  name: string;
  /** Its folder, absolute. */
  path: string;
}

/** What is wrong with a run. */
export interface Problem {
  /** What it is called on the command line. */
  run: string;
  /** Its folder. */
  path: string;
  /** What is wrong. */
  message: string;
}

/** The run in a folder. */
export function placeOf(path: string): RunPlace {
  const full = resolve(path);
  return { name: `${basename(dirname(full))}/${basename(full)}`, path: full };
}

/**
 * Opens the folder of all runs.
 *
 * @param problems Collects what is wrong with runs; without it, they are told at once.
 */
export async function openRegistry(
  baseDir: string,
  problems?: Problem[],
): Promise<ExperimentRegistry> {
  const { ExperimentRegistry } = await import("../registry/mod.ts");
  return new ExperimentRegistry(baseDir, {
    onProblem({ path, message }) {
      const problem = { run: placeOf(path).name, path, message };
      if (problems) problems.push(problem);
      else warn(`${problem.run}: ${message}`);
    },
  });
}

async function holdsRun(path: string): Promise<boolean> {
  const { hasJournal, runPaths } = await import("../store/mod.ts");
  return hasJournal(path) || fs.existsSync(runPaths(path).summary);
}

/**
 * Finds a run by its folder, project/name, its name alone, or the beginning of its id. Only for the
 * last are runs read, which recovers those that crashed: the others find damaged runs, too.
 */
export async function resolveRun(registry: ExperimentRegistry, ref: string): Promise<RunPlace> {
  if (ref === "") throw new CliError('Cannot find the run "": expected a name');
  if (await holdsRun(ref)) return placeOf(ref);
  const { findRuns } = await import("../store/mod.ts");
  const folders = findRuns(registry.baseDir);
  const exact = folders.find(({ project, name }) => `${project}/${name}` === ref);
  const named = exact ? [exact] : folders.filter(({ name }) => name === ref);
  if (named.length === 1 && await holdsRun(named[0]!.path)) return placeOf(named[0]!.path);
  return placeOf((await registry.getExperiment(ref)).path);
}

/**
 * Reads the run in a folder.
 *
 * @throws {CliError} If it is damaged.
 */
export async function readInfo(
  registry: ExperimentRegistry,
  { name, path }: RunPlace,
): Promise<ExperimentInfo> {
  try {
    return await registry.getExperiment(path);
  } catch (error) {
    throw new CliError(`Cannot read the run ${name}: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
}

/** Finds a run as {@linkcode resolveRun} does, and makes sure that it can be read. */
export async function resolveReadable(
  registry: ExperimentRegistry,
  ref: string,
): Promise<RunPlace> {
  const place = await resolveRun(registry, ref);
  await readInfo(registry, place);
  return place;
}

/** Finds runs by what {@linkcode resolveRun} takes; one that is named twice counts once. */
export async function namedRuns(baseDir: string, refs: string[]): Promise<RunPlace[]> {
  const registry = await openRegistry(baseDir);
  const places = new Map<string, RunPlace>();
  for (const ref of refs) {
    const place = await resolveRun(registry, ref);
    places.set(place.path, place);
  }
  return [...places.values()];
}

/** All folders that hold a run, readable or not. */
export async function allRuns(baseDir: string): Promise<RunPlace[]> {
  const { findRuns } = await import("../store/mod.ts");
  const places: RunPlace[] = [];
  for (const { path } of findRuns(baseDir)) if (await holdsRun(path)) places.push(placeOf(path));
  return places;
}

/** Checks that a project has runs; a mistyped one is answered with the nearest. */
export async function checkProject(
  registry: ExperimentRegistry,
  project: string | undefined,
): Promise<void> {
  if (project === undefined) return;
  const projects = registry.listProjects();
  if (projects.includes(project)) return;
  const { nearest } = await import("../registry/mod.ts");
  const near = nearest(project, projects);
  throw new CliError(
    `Cannot find the project ${JSON.stringify(project)} in ${registry.baseDir}` +
      (near ? `: did you mean ${JSON.stringify(near)}?` : ""),
  );
}
