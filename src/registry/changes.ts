/**
 * Changes to runs from outside: tags, notes, names, and the trash.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import {
  appendEvent,
  checkName,
  editSummary,
  editSummarySync,
  hasJournal,
  moveRun,
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
  if (runState(path) === "live") {
    throw new Error(`Cannot ${what} the run ${path}: it is still running; finish it first`);
  }
}

/** Gives a run another name: that of its folder, and in its summary. */
export async function renameRun(path: string, name: string): Promise<string> {
  checkName("experiment", name);
  const target = join(dirname(path), name);
  await moveRun(path, target, () => {
    refuseLive(path, "rename");
    if (hasJournal(path)) {
      throw new Error(`Cannot rename the run ${path}: it crashed, and could not be recovered`);
    }
    if (fs.existsSync(target)) {
      throw new Error(
        `Cannot rename the run ${path}: there is a run named ${JSON.stringify(name)}`,
      );
    }
  });
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
export async function trashRun(baseDir: string, path: string): Promise<string> {
  const base = resolve(baseDir);
  const within = relative(base, resolve(path));
  if (within.startsWith("..") || within.split(sep).length !== 2) {
    throw new Error(`Cannot delete the run ${path}: it is no <project>/<experiment> in ${base}`);
  }
  if (!fs.existsSync(runPaths(path).summary) && !hasJournal(path)) {
    throw new Error(`Cannot delete ${path}: it holds no run`);
  }
  const target = join(base, TRASH, dirname(within), `${basename(within)}-${timeName()}`);
  fs.mkdirSync(dirname(target), { recursive: true });
  await moveRun(path, target, () => refuseLive(path, "delete"));
  const { summary } = runPaths(target);
  if (fs.existsSync(summary)) fs.renameSync(summary, join(target, DELETED));
  return target;
}

function isTrashedRun(path: string): boolean {
  return fs.existsSync(join(path, DELETED)) || hasJournal(path);
}

/** Brings a run back from the trash: as the name it had, or the next free one. */
export function restoreRun(baseDir: string, trashed: string): string {
  const base = resolve(baseDir);
  const within = relative(join(base, TRASH), resolve(trashed));
  if (within.startsWith("..") || !isTrashedRun(trashed)) {
    throw new Error(`Cannot restore ${trashed}: it is no run in the trash ${join(base, TRASH)}`);
  }
  const name = basename(within).replace(/-\d{8}-\d{6}-\d{3}$/, "");
  const parent = join(base, dirname(within));
  fs.mkdirSync(parent, { recursive: true });
  let target = join(parent, name);
  for (let n = 2; fs.existsSync(target); n++) target = join(parent, `${name}-${n}`);
  const deleted = join(trashed, DELETED);
  if (fs.existsSync(deleted)) fs.renameSync(deleted, runPaths(trashed).summary);
  fs.renameSync(trashed, target);
  if (basename(target) !== name) nameByFolder(target);
  return target;
}

/** Two runs of a project would have one name else. */
function nameByFolder(path: string): void {
  if (hasJournal(path)) return;
  try {
    editSummarySync(path, (summary) => {
      summary.name = basename(path);
    });
  } catch (error) {
    // A damaged summary comes back as it went.
    if (!(error instanceof SyntaxError)) throw error;
  }
}

function foldersIn(path: string): string[] {
  const entries = fs.readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name)).sort();
}

/** The runs in the trash, as paths. */
export function listTrash(baseDir: string): string[] {
  const trash = join(resolve(baseDir), TRASH);
  return fs.existsSync(trash) ? foldersIn(trash).flatMap(foldersIn).filter(isTrashedRun) : [];
}
