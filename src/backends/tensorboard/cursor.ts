/**
 * How far a run has been mirrored, as the run's `backends/tensorboard.json` keeps it.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import type { JsonValue, RunStatus, RunSummary } from "../../store/mod.ts";
import { writeFileAtomic } from "../../store/mod.ts";
import type { StoredEventFile } from "./event_files.ts";
import type { StoredSeries } from "./series.ts";

const VERSION = 1;

/** How a run ended. */
export interface Ending {
  /** How it stands. */
  status: RunStatus;
  /** When it ended, in milliseconds since the epoch. */
  time: number;
}

/** How many events of a kind were mirrored; compared with the summary, it tells if any is missing. */
export interface Counts {
  /** Points of metrics. */
  points: number;
  /** Figures. */
  figures: number;
  /** Tables. */
  tables: number;
  /** Histograms. */
  histograms: number;
}

/** What the cursor holds. */
export interface Cursor {
  /** The version of this format. */
  version: typeof VERSION;
  /** How far each journal was read, by its writer. */
  offsets: Record<string, number>;
  /** What the names of event files begin with; null before the first. */
  stem: string | null;
  /** The number of the last event file. */
  sequence: number;
  /** The event files. */
  files: StoredEventFile[];
  /** The tags. */
  series: StoredSeries[];
  /** What was taken. */
  counts: Counts;
  /** The summary from which all was rebuilt, where it was; see {@linkcode fingerprint}. */
  views: string | null;
  /** When the run started, in milliseconds since the epoch. */
  started: number;
  /** How the run ended, if it did. */
  ending: Ending | null;
  /** The parameters, name and value: a list, for a name may be `__proto__`. */
  params: [name: string, value: JsonValue][];
  /** The description that was written last. */
  description: string;
  /** The note that was written last. */
  note: string;
  /** Whether the event files hold the start of the hyperparameters' session. */
  sessionStarted: boolean;
  /** The end of the session that the event files hold. */
  sessionEnded: Ending | null;
  /** Whether a file of its own, read before the others, holds the session because it changed. */
  sessionReplaced: boolean;
  /** Whether the run cannot be in the hyperparameter table. */
  sessionBarred: boolean;
}

/** Nothing mirrored yet. */
export function newCursor(sequence = 0): Cursor {
  return {
    version: VERSION,
    offsets: {},
    stem: null,
    sequence,
    files: [],
    series: [],
    counts: { points: 0, figures: 0, tables: 0, histograms: 0 },
    views: null,
    started: 0,
    ending: null,
    params: [],
    description: "",
    note: "",
    sessionStarted: false,
    sessionEnded: null,
    sessionReplaced: false,
    sessionBarred: false,
  };
}

/** Reads a cursor; undefined where there is none that this version understands. */
export function readCursor(path: string): Cursor | undefined {
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const cursor = JSON.parse(text);
    return cursor?.version === VERSION ? cursor : undefined;
  } catch {
    return undefined; // Damaged: the mirror is made anew.
  }
}

/** Writes a cursor. */
export function writeCursor(path: string, cursor: Cursor): void {
  writeFileAtomic(path, JSON.stringify(cursor));
}

/** Tells one state of a cursor's file from another, whoever wrote it. */
export function cursorState(path: string): string {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : "";
}

/** What identifies the points and files that a summary speaks of. */
export function fingerprint(summary: RunSummary): string {
  const counts = Object.entries(summary.metrics).map(([name, { count }]) => [name, count]);
  const { id, final_metrics, figures, tables, histograms, finished_at } = summary;
  const content = [id, counts, final_metrics, figures, tables, histograms, finished_at];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** What a complete mirror of a run has taken. */
export function expectedCounts(summary: RunSummary): Counts {
  const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
  return {
    points: sum(Object.values(summary.metrics).map(({ count }) => count)),
    figures: summary.figures.length,
    tables: summary.tables.length,
    histograms: sum(Object.values(summary.histograms)),
  };
}
