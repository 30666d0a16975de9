/**
 * Reads a run, wherever its truth stands: in the views, or in the journals while there are any.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import type { JsonValue, RunEvent, WriterIdentity } from "./events.ts";
import { readHistoryFile } from "./history_file.ts";
import { defineKey, parseJson } from "./json.ts";
import { readJournal, readJournalChunk } from "./journal_lines.ts";
import type { JournalTail } from "./journal_lines.ts";
import { concatColumns } from "./metric_columns.ts";
import type { MetricColumns } from "./metric_columns.ts";
import { readParquetFile } from "./parquet_file.ts";
import { summarizeColumns } from "./metric_summary.ts";
import { type RunPaths, runPaths } from "./paths.ts";
import { mayLive } from "./process_identity.ts";
import { type HistogramPoint, Replay } from "./replay.ts";
import { readSummaryFile } from "./summary_file.ts";
import type { MetricPoint, RunSummary } from "./summary.ts";
import { toIso } from "./timestamps.ts";

/** The views as they were before a run was resumed, kept beside its journals until it ends again. */
export const BASE_FILES = {
  // No "summary.json": other tools find runs by searching for files of that name.
  summary: "base-summary.json",
  history: "base-history.json",
  parquet: "base-metrics.parquet",
  histograms: "base-histograms.json",
} as const;

/** The journals of a run, sorted by the start of their writers. */
export function journalFiles(dir: string): string[] {
  const { journal } = runPaths(dir);
  let names: string[];
  try {
    names = fs.readdirSync(journal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names.filter((name) => name.endsWith(".jsonl")).sort().map((name) => join(journal, name));
}

/** Whether the run has journals: then they are the truth, and the views may be behind. */
export function hasJournal(dir: string): boolean {
  return fs.existsSync(runPaths(dir).journal);
}

/** The first event of a journal, which tells whose it is; undefined where it has none. */
export function readOpening(path: string): Extract<RunEvent, { type: "open" }> | undefined {
  const fd = fs.openSync(path, "r");
  try {
    const first = readJournalChunk(fd, 0, 4096)?.events[0];
    return first?.type === "open" ? first : undefined;
  } finally {
    fs.closeSync(fd);
  }
}

/** Whether the writer of a journal may still live. */
export function writerMayLive(
  process: WriterIdentity | undefined,
  file: string,
  foreignAgeLimit?: number,
): boolean {
  const touched = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return false;
  // A journal without a first line: its writer died at once, or is about to write it.
  if (!process) return Date.now() - touched < 10_000;
  return mayLive(process, touched, foreignAgeLimit);
}

/** The replayed journals of a run, with what was noticed. */
export interface ReplayedJournals {
  /** The state. */
  replay: Replay;
  /** What was torn, one sentence a journal. */
  dropped: string[];
}

/** Replays all journals of a run. */
export function replayJournals(dir: string): ReplayedJournals {
  const replay = new Replay();
  const dropped: string[] = [];
  for (const file of journalFiles(dir)) {
    const tail: JournalTail = { torn: 0, size: 0 };
    replay.add(file, []);
    for (const { events, damaged } of readJournal(file, tail)) {
      replay.add(file, events);
      replay.damaged += damaged;
    }
    if (tail.torn > 0) {
      const name = file.slice(runPaths(dir).journal.length + 1);
      dropped.push(`The last line of journal ${name} was torn: ${tail.torn} bytes were dropped`);
    }
  }
  return { replay, dropped };
}

/** The summary before the run was resumed, where it was. */
export function readBaseSummary(dir: string): RunSummary | undefined {
  const path = join(runPaths(dir).journal, BASE_FILES.summary);
  return fs.existsSync(path) ? readSummaryFile(dir, path) : undefined;
}

/**
 * The summary of a run: of one that ended from its summary.json, of a live or crashed one from its
 * journals.
 *
 * @param dir The run folder.
 * @throws {SyntaxError} If the file is damaged. An `Error` with code `ENOENT` where there is none.
 */
export function readSummary(dir: string): RunSummary {
  const ended = readEndedSummary(dir);
  if (ended) return ended;
  return steadily(dir, () => {
    if (!hasJournal(dir)) return readEndedSummary(dir)!;
    const { replay } = replayJournals(dir);
    const lives = (writer: WriterIdentity | undefined, file: string): boolean =>
      writerMayLive(writer, file);
    return replay.summary(readBaseSummary(dir), replay.metrics(), lives);
  });
}

/** Which journal folder a run has: another one after it ended and was resumed, say. */
function journalMark(dir: string): string {
  const stat = fs.statSync(runPaths(dir).journal, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.birthtimeMs}` : "";
}

const STEADY_ATTEMPTS = 10;

/** Reads a run again if its journals were put in their views, or back, while it was read. */
function steadily<T>(dir: string, read: () => T): T {
  for (let attempt = 1;; attempt++) {
    const mark = journalMark(dir);
    const isLast = (): boolean => attempt === STEADY_ATTEMPTS || journalMark(dir) === mark;
    try {
      const found = read();
      if (isLast()) return found;
    } catch (error) {
      if (isLast() || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/** As {@linkcode steadily}, for what takes several steps. */
async function steadilyAsync<T>(dir: string, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    const mark = journalMark(dir);
    const isLast = (): boolean => attempt === STEADY_ATTEMPTS || journalMark(dir) === mark;
    try {
      const found = await read();
      if (isLast()) return found;
    } catch (error) {
      if (isLast() || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/**
 * The summary of a run that has ended.
 *
 * @param dir The run folder.
 * @returns undefined where the run has journals.
 * @throws {SyntaxError} If the file is damaged. An `Error` with code `ENOENT` where there is none.
 */
export function readEndedSummary(dir: string): RunSummary | undefined {
  if (hasJournal(dir)) return undefined;
  const paths = runPaths(dir);
  const summary = readSummaryFile(dir, paths.summary);
  if (summary.format === 1) return summary;
  // Another tool's tells the last values only: the rest is in its history.
  for (const [name, columns] of readHistoryFile(paths.history)) {
    if (columns.value.length === 0) continue;
    defineKey(summary.metrics, name, summarizeColumns(columns));
    if (!Object.hasOwn(summary.final_metrics, name)) {
      defineKey(summary.final_metrics, name, columns.value.at(-1)!);
    }
  }
  return summary;
}

async function readPoints(
  parquet: string,
  history: string,
  only?: string,
): Promise<Map<string, MetricColumns>> {
  const found = fs.existsSync(parquet) ? await readParquetFile(parquet, only) : undefined;
  if (found) return found;
  const all = readHistoryFile(history);
  if (only === undefined) return all;
  const one = all.get(only);
  return new Map(one ? [[only, one]] : []);
}

/** The points of a run before it was resumed. */
export function readBasePoints(
  paths: RunPaths,
  only?: string,
): Promise<Map<string, MetricColumns>> {
  const base = (name: string): string => join(paths.journal, name);
  return readPoints(base(BASE_FILES.parquet), base(BASE_FILES.history), only);
}

/** Puts the points of a resumed run behind those it had before. */
export function joinPoints(
  base: Map<string, MetricColumns>,
  later: Map<string, MetricColumns>,
): Map<string, MetricColumns> {
  for (const [name, columns] of later) {
    const earlier = base.get(name);
    base.set(name, earlier ? concatColumns([earlier, columns]) : columns);
  }
  return base;
}

function readColumns(dir: string, only?: string): Promise<Map<string, MetricColumns>> {
  return steadilyAsync(dir, () => readColumnsOnce(dir, only));
}

async function readColumnsOnce(
  dir: string,
  only?: string,
): Promise<Map<string, MetricColumns>> {
  const paths = runPaths(dir);
  if (hasJournal(dir)) {
    const later = replayJournals(dir).replay.metrics();
    if (only !== undefined) {
      for (const name of later.keys()) if (name !== only) later.delete(name);
    }
    return joinPoints(await readBasePoints(paths, only), later);
  }
  return await readPoints(paths.parquet, paths.history, only);
}

/**
 * Every point of one metric, as columns.
 *
 * @param dir The run folder.
 * @param name The metric.
 * @returns The columns; empty ones where the run has no such metric.
 */
export async function readMetric(dir: string, name: string): Promise<MetricColumns> {
  return (await readColumns(dir, name)).get(name) ?? {
    value: new Float64Array(),
    step: new Float64Array(),
    timestamp: new Float64Array(),
  };
}

/** Every metric of a run as columns. */
export function readMetrics(dir: string): Promise<Map<string, MetricColumns>> {
  return readColumns(dir);
}

/** Columns as the objects of metrics_history.json, numbers that JSON lacks as real numbers. */
export function toPoints({ value, step, timestamp }: MetricColumns): MetricPoint[] {
  const points: MetricPoint[] = new Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const at = step[i]!;
    points[i] = { value: value[i]!, step: at === at ? at : null, timestamp: toIso(timestamp[i]!) };
  }
  return points;
}

function readHistogramFile(file: string): Record<string, HistogramPoint[]> {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}

/** The histograms that journals told of, behind those that a resumed run had before. */
export function joinHistograms(
  paths: RunPaths,
  replay: Replay,
): Record<string, HistogramPoint[]> {
  const found = readHistogramFile(join(paths.journal, BASE_FILES.histograms));
  for (const [name, points] of replay.histograms()) {
    defineKey(found, name, [...Object.hasOwn(found, name) ? found[name]! : [], ...points]);
  }
  return found;
}

/** The histograms of a run, by name. */
export function readHistograms(dir: string): Record<string, HistogramPoint[]> {
  const paths = runPaths(dir);
  return steadily(
    dir,
    () =>
      hasJournal(dir)
        ? joinHistograms(paths, replayJournals(dir).replay)
        : readHistogramFile(paths.histograms),
  );
}

/** The parameters of a run: those of its summary, or of params.json where another tool wrote it. */
export function readParams(dir: string, summary: RunSummary): Record<string, JsonValue> {
  const { params } = runPaths(dir);
  if (Object.keys(summary.params).length > 0 || !fs.existsSync(params)) return summary.params;
  const value = parseJson(fs.readFileSync(params, "utf8"));
  return typeof value === "object" && value !== null ? value as Record<string, JsonValue> : {};
}
