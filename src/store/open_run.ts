/**
 * Starts a run, or joins one that exists.
 *
 * @module
 */
import fs from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { syncFolder, writeFileAtomic } from "./atomic_file.ts";
import { putCurrentSummary } from "./consolidate.ts";
import type { RunEvent, RunStart } from "./events.ts";
import { JournalWriter } from "./journal_writer.ts";
import { BASE_FILES, hasJournal, journalFiles, readOpening, readSummary } from "./load.ts";
import { withLock, withLockSync } from "./lock.ts";
import { checkName } from "./names.ts";
import { type RunPaths, runPaths } from "./paths.ts";
import { processIdentity } from "./process_identity.ts";
import { summaryText } from "./summary_file.ts";
import type { RunSummary } from "./summary.ts";

/** A run that this process writes into. */
export interface OpenedRun {
  /** The run folder, absolute. */
  dir: string;
  /** The run's id. */
  id: string;
  /** The experiment's name: that of the folder. */
  name: string;
  /** This process's journal. */
  journal: JournalWriter;
  /** What the run held before, for one that was joined. */
  before?: RunSummary;
}

/** Letters and digits in an order of time, so that journals sort by their start. */
function writerName(): string {
  const time = Date.now().toString(36).padStart(9, "0");
  return `${time}-${processIdentity().pid}-${randomBytes(3).toString("hex")}`;
}

function openJournal(
  paths: RunPaths,
  id: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): JournalWriter {
  const writer = writerName();
  const journal = new JournalWriter(join(paths.journal, `${writer}.jsonl`), onTrouble);
  const event: RunEvent = {
    type: "open",
    version: 1,
    time: Date.now(),
    run: id,
    writer,
    process: processIdentity(),
    ...start,
  };
  journal.append("open", JSON.stringify(event) + "\n", event.time);
  return journal;
}

/** Whether a folder holds nothing, or only what is there while its lock is taken. */
function isEmpty(dir: string): boolean {
  return fs.readdirSync(dir).every((name) => name.startsWith("."));
}

/** Starts a run in an empty folder, under its lock. */
function beginRun(
  dir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): OpenedRun {
  const paths = runPaths(dir);
  const id = randomUUID();
  fs.mkdirSync(paths.journal);
  const journal = openJournal(paths, id, start, onTrouble);
  putCurrentSummary(dir);
  return { dir, id, name: start.name, journal };
}

/** Makes a folder that did not exist: `name`, or `name-2`, `name-3`, … */
function makeFolder(projectDir: string, name: string): string {
  for (let n = 1;; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    try {
      fs.mkdirSync(join(projectDir, candidate));
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/**
 * Starts a run in a new folder `<baseDir>/<project>/<name>`.
 *
 * @param baseDir The folder of all projects; made where it is missing.
 * @param start What the run is.
 * @param onTrouble Called once, when first an event cannot be written.
 * @throws {TypeError} If a name is no name. What the file system throws, if it refuses the folder.
 */
export function createRun(
  baseDir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): OpenedRun {
  checkName("project", start.project);
  checkName("experiment", start.name);
  const projectDir = resolve(baseDir, start.project);
  fs.mkdirSync(projectDir, { recursive: true });
  for (;;) {
    const name = makeFolder(projectDir, start.name);
    const dir = join(projectDir, name);
    const run = withLockSync(
      dir,
      "journal",
      // A process that resumes a run of this name may have begun it in the folder.
      () => hasJournal(dir) ? undefined : beginRun(dir, { ...start, name }, onTrouble),
    );
    if (run) return run;
  }
}

/**
 * Joins the run `<baseDir>/<project>/<name>`, or starts it where there is none; of several processes
 * that do so at once, one starts it.
 *
 * @param baseDir The folder of all projects; made where it is missing.
 * @param start What the run is.
 * @param onTrouble Called once, when first an event cannot be written.
 * @throws {TypeError} If a name is no name. {Error} If the folder holds something that is no run.
 */
export function resumeRun(
  baseDir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): OpenedRun {
  checkName("project", start.project);
  checkName("experiment", start.name);
  const dir = resolve(baseDir, start.project, start.name);
  fs.mkdirSync(dir, { recursive: true });
  return withLockSync(dir, "journal", () => {
    if (hasJournal(dir) || fs.existsSync(runPaths(dir).summary)) {
      return joinUnderLock(dir, start, onTrouble);
    }
    if (isEmpty(dir)) return beginRun(dir, start, onTrouble);
    throw new Error(`Cannot resume the run ${dir}: the folder holds other files, and no run`);
  });
}

/** Takes the views of a run that ended into the journal folder, from which they are joined later. */
function keepBase(paths: RunPaths, summary: RunSummary): void {
  const fresh = join(paths.dir, `.journal-new-${randomUUID().slice(0, 8)}`);
  fs.mkdirSync(fresh);
  for (const [view, name] of Object.entries(BASE_FILES)) {
    const from = paths[view as keyof typeof BASE_FILES];
    if (view === "summary" || !fs.existsSync(from)) continue;
    try {
      // Views are replaced, never changed: a second name keeps the old content at no cost.
      fs.linkSync(from, join(fresh, name));
    } catch {
      fs.copyFileSync(from, join(fresh, name));
    }
  }
  writeFileAtomic(join(fresh, BASE_FILES.summary), summaryText(summary));
  syncFolder(fresh);
  fs.renameSync(fresh, paths.journal);
}

/**
 * Joins a run that exists, as one more writer; several processes may do so at once.
 *
 * @param dir The run folder.
 * @param start What the run is; the description and tags are added to those it has.
 * @param onTrouble Called once, when first an event cannot be written.
 */
export function joinRun(
  dir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): OpenedRun {
  return withLockSync(dir, "journal", () => joinUnderLock(dir, start, onTrouble));
}

/** As {@linkcode joinRun}, without blocking while another holds the run's lock. */
export function joinRunLater(
  dir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): Promise<OpenedRun> {
  return withLock(dir, "journal", () => joinUnderLock(dir, start, onTrouble));
}

/** The first event of the first journal; undefined where there is none that can be read. */
function firstOpening(dir: string): ReturnType<typeof readOpening> {
  const [first] = journalFiles(dir);
  return first === undefined ? undefined : readOpening(first);
}

function joinUnderLock(
  dir: string,
  start: RunStart,
  onTrouble: (reason: string) => void,
): OpenedRun {
  const paths = runPaths(dir);
  // A helper needs to know which run it is, and a million points are not replayed for that.
  const opening = start.helper && firstOpening(dir);
  if (opening) {
    const { run: id, name } = opening;
    return { dir, id, name, journal: openJournal(paths, id, { ...start, name }, onTrouble) };
  }
  const before = readSummary(dir);
  if (!hasJournal(dir)) keepBase(paths, { ...before, format: 1 });
  const journal = openJournal(paths, before.id, { ...start, name: before.name }, onTrouble);
  putCurrentSummary(dir);
  return { dir, id: before.id, name: before.name, journal, before };
}

/**
 * Adds one event to a run from outside: to the journals of a live one as a writer of its own.
 *
 * @param dir The run folder, of a run that has journals.
 * @param event The event.
 */
export function appendEvent(dir: string, event: RunEvent): void {
  withLockSync(dir, "journal", () => {
    const { id, project, name } = readSummary(dir);
    const trouble: string[] = [];
    const start: RunStart = { project, name, description: "", tags: [], helper: true };
    const journal = openJournal(runPaths(dir), id, start, (reason) => trouble.push(reason));
    journal.append(event.type, JSON.stringify(event) + "\n", event.time);
    if (event.type !== "status") {
      const close: RunEvent = { type: "close", time: Date.now() };
      journal.append("close", JSON.stringify(close) + "\n", close.time);
    }
    const lost = journal.flush();
    journal.close();
    if (lost) throw new Error(`Cannot add to the run ${dir}: ${lost.reason}`);
  });
}
