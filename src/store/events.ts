/**
 * The events of a run's journal: what a writer records, one JSON object a line.
 *
 * Times are milliseconds since the Unix epoch. Numbers that JSON lacks are the strings `"NaN"`,
 * `"Infinity"` and `"-Infinity"`.
 *
 * @module
 */

/** A value as JSON can hold it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

/** How a run stands, or how it ended. */
export type RunStatus = "running" | "finished" | "failed" | "killed" | "crashed";

/** What went wrong in a run that failed. */
export interface RunError {
  /** The error's message, with its class name in front. */
  message: string;
  /** The stack, where there was one. */
  stack?: string;
}

/** Which process writes a journal; enough to tell later whether it still lives. */
export interface WriterIdentity {
  /** The host's name, or null where it could not be read. */
  host: string | null;
  /** Identifies one boot of one kernel, or null where the system has no such thing. */
  boot: string | null;
  /** The namespace in which `pid` counts, or null. */
  pidNamespace: string | null;
  /** Identifies the installation, so that a reboot is told from another host; or null. */
  machine: string | null;
  /** The process id. */
  pid: number;
  /** When the process started, in the kernel's clock ticks since boot; null where unknown. */
  started: number | null;
}

/** A file of a run: where it is, and what it holds. */
export interface StoredFile {
  /** The path below the run folder, with `/`. */
  path: string;
  /** The size in bytes. */
  size: number;
  /** The SHA-256 of the content, in hex. */
  sha256: string;
}

/** An artifact or a model of a run. */
export interface ArtifactEntry extends StoredFile {
  /** The name it was logged under. */
  name: string;
  /** What it is, in the user's words; `"model"` for models. */
  type: string;
  /** 1 for the first content under this name, 2 for the next, … */
  version: number;
  /** When it was logged. */
  time: number;
  /** The files of a directory; absent for a single file. */
  files?: StoredFile[];
}

/** A figure of a run, in one or more formats. */
export interface FigureEntry {
  /** The name it was logged under. */
  name: string;
  /** The step it belongs to, or null. */
  step: number | null;
  /** When it was logged. */
  time: number;
  /** MIME type to file, the richest first. */
  files: Record<string, StoredFile>;
}

/** A table of a run. */
export interface TableEntry extends StoredFile {
  /** The name it was logged under. */
  name: string;
  /** The step it belongs to, or null. */
  step: number | null;
  /** When it was logged. */
  time: number;
  /** The column names, in order. */
  columns: string[];
  /** How many rows it has. */
  rows: number;
}

/** A histogram: `counts[i]` values in `[edges[i], edges[i + 1])`, the last bin closed. */
export interface Histogram {
  /** The bin edges, one more than there are counts. */
  edges: number[];
  /** How many values fell in each bin. */
  counts: number[];
  /** The smallest value. */
  min: number;
  /** The largest value. */
  max: number;
  /** The sum of the values. */
  sum: number;
  /** The sum of the squares of the values. */
  sumSquares: number;
}

/** A metric's value as a journal holds it: a number, or the name of one that JSON lacks. */
export type StoredNumber = number | "NaN" | "Infinity" | "-Infinity";

/** What a run is, at its start. */
export interface RunStart {
  /** The project. */
  project: string;
  /** The experiment's name; one that is taken gets `-2`, `-3`, … */
  name: string;
  /** What the run is about. */
  description: string;
  /** Its tags. */
  tags: string[];
  /** How many runs its process started before: which of a script's runs it is. */
  ordinal?: number;
  /** The id of the run that this one repeats. */
  rerunOf?: string;
  /** Set where the writer only helps another: how it ends says nothing of the run. */
  helper?: true;
}

/** One line of a journal. */
export type RunEvent =
  | {
    type: "open";
    version: 1;
    time: number;
    run: string;
    writer: string;
    process: WriterIdentity;
  } & RunStart
  | {
    type: "metrics";
    time: number;
    step?: number;
    /** The user's own time of the point, where it is not `time`. */
    timestamp?: number;
    values: Record<string, StoredNumber>;
  }
  | { type: "params"; time: number; values: Record<string, JsonValue> }
  | { type: "tags"; time: number; add?: string[]; remove?: string[] }
  | { type: "note"; time: number; text: string }
  | { type: "artifact"; time: number; entry: ArtifactEntry }
  | { type: "model"; time: number; entry: ArtifactEntry }
  /** With `replaces` the entry takes the place of the last one with its name and step. */
  | { type: "figure"; time: number; entry: FigureEntry; replaces?: true }
  | { type: "table"; time: number; entry: TableEntry }
  | { type: "histogram"; time: number; name: string; step?: number; histogram: Histogram }
  | { type: "snapshot"; time: number; git?: GitSummary; warnings?: string[] }
  /** Events that could not be written, by kind. */
  | { type: "lost"; time: number; counts: Record<string, number> }
  /**
   * How the writer ended. With `closed` the process is gone or has let go of the journal; without,
   * it may live on, and the event counts only while it is the last one.
   */
  | { type: "status"; time: number; status: RunStatus; error?: RunError; closed?: true }
  /** The last event of a writer that says nothing of the run's status. */
  | { type: "close"; time: number };

/** What summary.json tells of the git state. */
export interface GitSummary {
  /** The commit's full hash, or null. */
  commit: string | null;
  /** The branch, or null where HEAD is detached or nothing is known. */
  branch: string | null;
  /** Whether the working tree differed from the commit; null where unknown. */
  dirty: boolean | null;
}
