/**
 * Puts the journals of a run into its views.
 *
 * Until the last step, one rename, the journals are complete and stay the truth: stopped anywhere
 * before, the same work is done again from the start; stopped after, only rubbish is left.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { isUnfinished, syncFolder, writeFileAtomic } from "./atomic_file.ts";
import type { RunEvent, RunStatus, WriterIdentity } from "./events.ts";
import { writeHistoryFile } from "./history_file.ts";
import { stringifyJson } from "./json.ts";
import {
  hasJournal,
  joinHistograms,
  joinPoints,
  journalFiles,
  readBasePoints,
  readBaseSummary,
  readOpening,
  replayJournals,
  writerMayLive,
} from "./load.ts";
import { readJournal, readLastEvents } from "./journal_lines.ts";
import { LockLostError, type RunLock, tryLock, withLock } from "./lock.ts";
import { writeParquetFile } from "./parquet_file.ts";
import { type RunPaths, runPaths } from "./paths.ts";
import { processIdentity } from "./process_identity.ts";
import { readSummaryFile, summaryText } from "./summary_file.ts";
import type { RunSummary } from "./summary.ts";

/** Folders that have served: journals that are in the views, and what was being put together. */
const SERVED = /^\.(journal-merged|journal-new|staging)-/;

/** Whether a run has ended, lives, or has journals that nobody writes any more. */
export type RunState = "complete" | "live" | "dead";

/** Options of {@linkcode runState} and {@linkcode recoverRun}. */
export interface LivenessOptions {
  /** After how many milliseconds without a sign of life a process of another host counts as dead; a
   * day by default. */
  foreignAgeLimit?: number;
}

function closes(event: RunEvent | undefined): boolean {
  return event?.type === "close" || (event?.type === "status" && event.closed === true);
}

/** Whether a writer has said that it ended: mostly last, but a thread that a signal ends goes on a while. */
function saysEnd(file: string): boolean {
  if (readLastEvents(file).some(closes)) return true;
  for (const { events } of readJournal(file)) if (events.some(closes)) return true;
  return false;
}

/** How a run stands. Journals that another process just put into the views count as none. */
export function runState(dir: string, { foreignAgeLimit }: LivenessOptions = {}): RunState {
  if (!hasJournal(dir)) return "complete";
  for (const file of journalFiles(dir)) {
    try {
      if (!writerMayLive(readOpening(file)?.process, file, foreignAgeLimit)) continue;
      if (!saysEnd(file)) return "live";
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return runState(dir);
      throw error;
    }
  }
  return "dead";
}

function isRubbish(name: string): boolean {
  return isUnfinished(name) || SERVED.test(name);
}

/** A program that a dead process had started, git say, may still write there: then the next one will. */
function removeIfPossible(path: string): void {
  try {
    fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}

/** Removes what a crash left behind: unfinished files, and journals that are in the views. */
function removeRubbish(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    if (isRubbish(name)) removeIfPossible(join(dir, name));
  }
}

/** Whether a crash left something in the folder that {@linkcode recoverRun} removes. */
export function hasRubbish(dir: string): boolean {
  return fs.readdirSync(dir).some(isRubbish);
}

async function writeViews(paths: RunPaths, lock: RunLock): Promise<RunSummary> {
  const { replay, dropped } = replayJournals(paths.dir);
  const metrics = replay.metrics();
  const base = readBaseSummary(paths.dir);
  const summary = replay.summary(base, metrics, () => false);
  summary.warnings.push(...dropped);
  // A crash in the first instant leaves a journal that does not say whose it is.
  summary.name ||= basename(paths.dir);
  summary.project ||= basename(dirname(resolve(paths.dir)));
  summary.id ||= randomUUID();
  if (summary.status === "running") summary.status = "crashed";
  const points = base ? joinPoints(await readBasePoints(paths), metrics) : metrics;
  writeHistoryFile(paths.history, points);
  // A pause each: other runs of this process go on meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 0));
  lock.assertHeld();
  await writeParquetFile(paths.parquet, points, lock.assertHeld);
  await new Promise((resolve) => setTimeout(resolve, 0));
  lock.assertHeld();
  const histograms = joinHistograms(paths, replay);
  if (Object.keys(histograms).length > 0) {
    writeFileAtomic(paths.histograms, stringifyJson(histograms) + "\n");
  }
  writeFileAtomic(paths.params, stringifyJson(summary.params, 2) + "\n");
  writeFileAtomic(paths.summary, summaryText(summary));
  return summary;
}

/** Puts the journals into the views, under the run's lock, where no writer lives any more. */
async function consolidate(dir: string, lock: RunLock): Promise<RunSummary> {
  const paths = runPaths(dir);
  removeRubbish(dir);
  const summary = await writeViews(paths, lock);
  syncFolder(dir);
  lock.assertHeld();
  const merged = join(dir, `.journal-merged-${randomUUID().slice(0, 8)}`);
  fs.renameSync(paths.journal, merged);
  syncFolder(dir);
  fs.rmSync(merged, { recursive: true, force: true });
  return summary;
}

/** Changes a run's journals under its lock; from the start again where the run was joined meanwhile. */
async function withJournalLock<T>(
  dir: string,
  action: (lock: RunLock) => Promise<T> | T,
): Promise<T> {
  for (;;) {
    try {
      return await withLock(dir, "journal", action);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
    }
  }
}

/**
 * Ends a run for a writer that has closed its journal: the last one writes the views.
 *
 * @returns The summary; its status is still `running` where other writers live.
 */
export function finishRun(dir: string): Promise<RunSummary> {
  return withJournalLock(dir, async (lock) => {
    if (!hasJournal(dir)) return readSummaryFile(dir, runPaths(dir).summary);
    if (runState(dir) === "live") return currentSummary(dir, writerMayLive);
    return await consolidate(dir, lock);
  });
}

function currentSummary(
  dir: string,
  lives: (writer: WriterIdentity | undefined, file: string) => boolean,
): RunSummary {
  const { replay } = replayJournals(dir);
  return replay.summary(readBaseSummary(dir), replay.metrics(), lives);
}

/**
 * Writes the summary.json and params.json of a live run as it stands, for tools that read no
 * journals. To be called under the run's lock: else the journals may be put away meanwhile, and the
 * summary of none of them would take the place of the whole one.
 *
 * @param dir The run folder.
 * @param ending Whether this process is about to end: then its own writers count as gone.
 */
export function putCurrentSummary(dir: string, ending = false): RunSummary {
  const paths = runPaths(dir);
  if (!hasJournal(dir)) return readSummaryFile(dir, paths.summary);
  const self = processIdentity();
  const summary = currentSummary(dir, (writer, file) => {
    if (ending && writer?.pid === self.pid && writer.boot === self.boot) return false;
    return writerMayLive(writer, file);
  });
  writeFileAtomic(paths.params, stringifyJson(summary.params, 2) + "\n");
  writeFileAtomic(paths.summary, summaryText(summary));
  return summary;
}

/** As {@linkcode putCurrentSummary}, under the run's lock. */
export function writeCurrentSummary(dir: string): Promise<RunSummary> {
  return withLock(dir, "journal", () => putCurrentSummary(dir));
}

/**
 * Writes the summary.json of a run whose process is about to end. Where another holds the run's lock,
 * that one is left to it: it puts the journals in the views.
 */
export function writeLastSummary(dir: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 50; attempt++) {
    const lock = tryLock(dir, "journal", true);
    if (lock) {
      try {
        putCurrentSummary(dir, true);
      } finally {
        lock.release();
      }
      return;
    }
    Atomics.wait(sleeper, 0, 0, 10);
  }
}

/** What became of a run that was to be recovered. */
export interface RecoveryReport {
  /** Whether there was something to recover, and it was. */
  recovered: boolean;
  /** How the run stands now. */
  status: RunStatus;
  /** What was lost or left out, one sentence each. */
  dropped: string[];
}

/**
 * Completes a run whose processes are gone: puts the journals into the views, removes what a crash
 * left. A run that lives, or has ended properly, is left as it is.
 *
 * @param dir The run folder.
 * @param options `force` takes processes for dead that may live: what they write afterwards is lost.
 */
export function recoverRun(
  dir: string,
  options: LivenessOptions & { force?: boolean } = {},
): Promise<RecoveryReport> {
  return withJournalLock(dir, async (lock) => {
    if (!hasJournal(dir)) {
      const rubbish = hasRubbish(dir);
      if (rubbish) removeRubbish(dir);
      const { status } = readSummaryFile(dir, runPaths(dir).summary);
      return { recovered: rubbish, status, dropped: [] };
    }
    if (!options.force && runState(dir, options) === "live") {
      return { recovered: false, status: "running", dropped: [] };
    }
    const before = readBaseSummary(dir)?.warnings.length ?? 0;
    const summary = await consolidate(dir, lock);
    return { recovered: true, status: summary.status, dropped: summary.warnings.slice(before) };
  });
}
