/**
 * Changes to runs from outside: tags, notes, names, and the trash.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import {
  appendEvent,
  checkName,
  editSummary,
  hasJournal,
  type RunEvent,
  runPaths,
  runState,
  type RunSummary,
} from "../store/mod.ts";

const TRASH = ".trash";
/** Other tools find runs by searching for files named summary.json: not those in the trash. */
const DELETED = "summary.json.deleted";

/** Changes a run: one that ended in its summary, a live one by an event of its own. */
export async function changeRun(
  path: string,
  edit: (summary: RunSummary) => void,
  event: RunEvent,
): Promise<void> {
  if (hasJournal(path)) appendEvent(path, event);
  else await editSummary(path, edit);
}

function refuseLive(path: string, what: string): void {
  if (runState(path) !== "complete") {
    throw new Error(`Cannot ${what} the run ${path}: it is still running; finish it first`);
  }
}

/** Gives a run another name: that of its folder, and in its summary. */
export async function renameRun(path: string, name: string): Promise<string> {
  checkName("experiment", name);
  refuseLive(path, "rename");
  const target = join(dirname(path), name);
  if (fs.existsSync(target)) {
    throw new Error(`Cannot rename the run ${path}: there is a run named ${JSON.stringify(name)}`);
  }
  fs.renameSync(path, target);
  await editSummary(target, (summary) => {
    summary.name = name;
  });
  return target;
}

/** `20261124-143005-123` */
function timeName(): string {
  return new Date().toISOString().slice(0, 23).replaceAll(/[-:]/g, "").replace(/[T.]/g, "-");
}

/** Moves a run to the trash of its base folder; returns where it is now. */
export function trashRun(baseDir: string, path: string): string {
  refuseLive(path, "delete");
  const base = resolve(baseDir);
  const within = relative(base, resolve(path));
  if (within.startsWith("..") || within === "") {
    throw new Error(`Cannot delete the run ${path}: it is not below ${base}`);
  }
  const target = join(base, TRASH, dirname(within), `${basename(within)}-${timeName()}`);
  fs.mkdirSync(dirname(target), { recursive: true });
  fs.renameSync(path, target);
  const { summary } = runPaths(target);
  if (fs.existsSync(summary)) fs.renameSync(summary, join(target, DELETED));
  return target;
}

/** Brings a run back from the trash: as the name it had, or the next free one. */
export function restoreRun(baseDir: string, trashed: string): string {
  const base = resolve(baseDir);
  const within = relative(join(base, TRASH), resolve(trashed));
  if (within.startsWith("..") || !fs.existsSync(join(trashed, DELETED))) {
    throw new Error(`Cannot restore ${trashed}: it is no run in the trash ${join(base, TRASH)}`);
  }
  const name = basename(within).replace(/-\d{8}-\d{6}-\d{3}$/, "");
  const parent = join(base, dirname(within));
  fs.mkdirSync(parent, { recursive: true });
  let target = join(parent, name);
  for (let n = 2; fs.existsSync(target); n++) target = join(parent, `${name}-${n}`);
  fs.renameSync(join(trashed, DELETED), runPaths(trashed).summary);
  fs.renameSync(trashed, target);
  return target;
}

/** The runs in the trash, as paths. */
export function listTrash(baseDir: string): string[] {
  const trash = join(resolve(baseDir), TRASH);
  if (!fs.existsSync(trash)) return [];
  return fs.readdirSync(trash).sort().flatMap((project) =>
    fs.readdirSync(join(trash, project)).sort().map((name) => join(trash, project, name))
  );
}
