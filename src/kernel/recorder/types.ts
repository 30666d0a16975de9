/** What the recorder is told. @module */

import type { FoundMagic } from "../../../magics/parser/mod.ts";

/** A cell that begins. */
export interface CellStart {
  /** What the kernel calls this execution, and no other. */
  id: number;
  /** Its number; null where it does not count. */
  count: number | null;
  /** The text as the user wrote it, with its magics. */
  source: string;
  /** The magics in it. */
  magics: readonly FoundMagic[];
  /** The notebook's id of the cell, where the client tells it. */
  cellId?: string;
  /** The metadata of the request, in which JupyterLab puts that of the cell. */
  metadata: Record<string, unknown>;
  /** Whether nothing of it is shown. */
  silent: boolean;
}

/** A message that is published for a cell. */
export interface CellOutput {
  /** Its type, such as `stream`. */
  msg_type: string;
  /** What it says. */
  content: Record<string, unknown>;
  /** What the session said of a display when it was made, such as the run's `step`. */
  note?: Record<string, unknown>;
}

/** How a cell ended. */
export interface CellEnd {
  /** How. */
  status: "ok" | "error" | "interrupted" | "ended";
}

/** A run that a cell started. */
export interface StartedRun {
  /** Its folder. */
  dir: string;
  /** Its id. */
  id: string;
  /** Its project. */
  project: string;
  /** Its name. */
  name: string;
  /** Whether the code is kept; it is by default. */
  saveCode?: boolean;
}

/** A run that has ended. */
export interface EndedRun {
  /** Its folder. */
  dir: string;
  /** How it ended. */
  status: string;
}

/** The files of a snapshot. */
export interface SnapshotFiles {
  /** The notebook of what was executed. */
  notebook: string;
  /** The script that does it again. */
  script: string;
}

/** What a recorder works with. */
export interface RecorderOptions {
  /** The notebook's path, where it is known. */
  notebook?: string;
  /** The folder that cells run in. */
  cwd: string;
  /** The language, as notebook files describe it. */
  languageInfo: Readonly<Record<string, unknown>>;
  /** Takes what is of no frontend's concern. */
  log: (text: string) => void;
}
