/**
 * Finds the run that somebody means.
 *
 * @module
 */
import fs from "node:fs";
import { resolve } from "node:path";
import { findRuns, type FoundRun, runPaths } from "../store/mod.ts";
import { nearest } from "./nearest.ts";
import { readRuns } from "./read_runs.ts";

/** Another tool's ids are not of our kind: any word may begin one. */
const ID_PREFIX = /^[\w-]{4,}$/;

function holdsRun(path: string): boolean {
  const { summary, journal } = runPaths(path);
  return fs.existsSync(summary) || fs.existsSync(journal);
}

async function findById(baseDir: string, prefix: string): Promise<FoundRun[]> {
  const runs = await readRuns(baseDir, undefined, () => {/* Not what was asked for. */});
  return runs.filter(({ id }) => id.toLowerCase().startsWith(prefix.toLowerCase()));
}

/**
 * Finds a run by its path, `project/name`, its name where only one run has it, or the first four or
 * more characters of its id. Only for the last are runs read.
 *
 * @throws {Error} If there is none, with the nearest name, or if several fit.
 */
export async function findRun(baseDir: string, ref: string): Promise<string> {
  if (typeof ref !== "string" || ref === "") {
    throw new TypeError(`Cannot find a run by ${ref}, expected a path, project/name, or id`);
  }
  if (holdsRun(ref)) return resolve(ref);
  const found = findRuns(baseDir);
  const exact = found.find(({ project, name }) => ref === `${project}/${name}`);
  if (exact) return exact.path;
  const named = found.filter(({ name }) => name === ref);
  const fitting = named.length === 0 && ID_PREFIX.test(ref) ? await findById(baseDir, ref) : named;
  if (fitting.length === 1) return fitting[0]!.path;
  if (fitting.length > 1) {
    const names = fitting.map(({ project, name }) => `${project}/${name}`);
    const listed = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
    throw new Error(
      `Cannot tell which run ${JSON.stringify(ref)} means: ${names.length} fit, ${listed}`,
    );
  }
  const near = nearest(ref, found.flatMap(({ project, name }) => [`${project}/${name}`, name]));
  throw new Error(
    `Cannot find the run ${JSON.stringify(ref)} in ${baseDir}` +
      (near ? `: did you mean ${JSON.stringify(near)}?` : ""),
  );
}
