/**
 * Takes a copy of a run folder from elsewhere into the folder of all runs.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import {
  checkName,
  hasJournal,
  parseJson,
  readMetrics,
  readSummary,
  runPaths,
  runState,
  type RunSummary,
} from "../../store/mod.ts";
import { CliError, messageOf } from "../errors.ts";

/** A run that was taken in. */
export interface ImportedRun {
  /** Where it came from. */
  from: string;
  /** Its project. */
  project: string;
  /** Its name here. */
  name: string;
  /** Where it is now. */
  path: string;
  /** What is not as it was, one sentence each. */
  remarks: string[];
}

/** A text as a name that is allowed, or `fallback` where nothing is left of it. */
export function allowedName(
  kind: "project" | "experiment",
  text: string,
  fallback: string,
): string {
  const plain = text.replace(/[^\p{L}\p{M}\p{N}._\- ]/gu, "-").replace(/^[. ]+|[. ]+$/g, "");
  const name = plain.slice(0, 120).trimEnd() || fallback;
  try {
    return checkName(kind, name);
  } catch {
    return `${fallback}-${name}`; // A name that Windows reserves.
  }
}

/** What is here already: the names of the runs by their ids. */
export type KnownIds = Map<string, string>;

/** Reads all of a run that will be read later, so that what is damaged is told now. */
async function readWhole(dir: string): Promise<RunSummary> {
  if (runState(dir) === "live") throw new CliError(`Cannot import ${dir}: it still runs`);
  try {
    const summary = readSummary(dir);
    await readMetrics(dir);
    const { params } = runPaths(dir);
    if (fs.existsSync(params)) parseJson(fs.readFileSync(params, "utf8"));
    return summary;
  } catch (error) {
    throw new CliError(`Cannot import ${dir}: it is damaged: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
}

/** Copies files and folders, but no links, which could lead anywhere. */
function copyTree(from: string, to: string): { links: number } {
  let links = 0;
  fs.cpSync(from, to, {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => {
      const stat = fs.lstatSync(source);
      if (stat.isFile() || stat.isDirectory()) return !basename(source).endsWith(".lock");
      links++;
      return false;
    },
  });
  return { links };
}

/** Gives a complete copy its place: `name`, or `name-2`, `name-3`, … */
function moveIntoPlace(copy: string, projectDir: string, name: string): string {
  for (let n = 1;; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    const target = join(projectDir, candidate);
    if (fs.existsSync(target)) continue;
    fs.renameSync(copy, target);
    return candidate;
  }
}

/**
 * Copies a run. What was there before is never touched: a name that is taken gets `-2`, `-3`, …
 *
 * @param dir The run folder.
 * @param baseDir The folder of all runs.
 * @param known What is here already; the new run is added to it.
 * @param given The project to put it into, instead of its own.
 * @throws {CliError} If it is damaged, lives, or is here already.
 */
export async function importRun(
  dir: string,
  baseDir: string,
  known: KnownIds,
  given?: string,
): Promise<ImportedRun> {
  const from = resolve(dir);
  const summary = await readWhole(from);
  const here = known.get(summary.id);
  if (here !== undefined) {
    throw new CliError(`Cannot import ${from}: it is here already as ${here}`);
  }
  const remarks: string[] = [];
  const project = given === undefined
    ? allowedName("project", summary.project || basename(dirname(from)), "imported")
    : checkName("project", given);
  const wanted = allowedName("experiment", summary.name || basename(from), "run");
  const projectDir = resolve(baseDir, project);
  fs.mkdirSync(projectDir, { recursive: true });
  const copy = join(projectDir, `.import-${randomUUID().slice(0, 8)}`);
  let name: string;
  try {
    const { links } = copyTree(from, copy);
    if (links > 0) remarks.push(`${links} links or special files were left out`);
    name = moveIntoPlace(copy, projectDir, wanted);
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
  if (name !== summary.name) remarks.push(`It was called ${JSON.stringify(summary.name)}`);
  known.set(summary.id, `${project}/${name}`);
  const path = join(projectDir, name);
  if (hasJournal(path)) remarks.push('It had not ended properly: "labbook recover" completes it');
  return { from, project, name, path, remarks };
}
