/** A recorder that is told of cells, and runs for it to record. @module */

import fs from "node:fs";
import { join } from "node:path";
import {
  Recorder,
  type RecorderOptions,
  type StartedRun,
} from "../../../src/kernel/recorder/mod.ts";
import { MAGICS } from "../../../magics/mod.ts";
import { findMagics } from "../../../magics/parser/mod.ts";
import { type Notebook, parseNotebook } from "../../../src/nbformat/mod.ts";
import { createRun, type OpenedRun } from "../../../src/store/mod.ts";
import { type TempDir, tempDir } from "../../helpers/mod.ts";

/** What a cell is, and says. */
export interface TestCell {
  source: string;
  cellId?: string;
  metadata?: Record<string, unknown>;
  silent?: boolean;
  status?: "ok" | "error" | "interrupted" | "ended";
}

/** A message of a cell, shortly. */
export type TestMessage = [
  msg_type: string,
  content: Record<string, unknown>,
  note?: Record<string, unknown>,
];

/** A recorder with a folder for runs and a notebook's folder. */
export interface Recording extends AsyncDisposable {
  recorder: Recorder;
  folder: TempDir;
  /** What the recorder logged. */
  logged: string[];
  /** Tells of a cell from its beginning to its end; returns its id. */
  cell(cell: string | TestCell, ...messages: TestMessage[]): number;
  /** Tells of a cell's beginning, and returns its id. */
  begin(cell: string | TestCell): number;
  /** Starts a run as a cell's code does. */
  start(name?: string, more?: Partial<StartedRun>): TestRun;
}

/** A run that is recorded. */
export interface TestRun extends StartedRun {
  opened: OpenedRun;
  /** Ends it as the tracker does. */
  end(): void;
  /** The notebook as it is on disk. */
  notebook(): Notebook;
  /** A file's text. */
  read(...names: string[]): string;
}

/** Makes a recorder. */
export function record(options: Partial<RecorderOptions> = {}): Recording {
  const folder = tempDir();
  const logged: string[] = [];
  const recorder = new Recorder({
    cwd: folder.path,
    languageInfo: { name: "typescript", file_extension: ".ts" },
    log: (text) => logged.push(text),
    ...options,
  });
  let id = 100;
  let count = 0;
  const begin = (cell: string | TestCell): number => {
    const { source, metadata = {}, silent = false, cellId } = typeof cell === "string"
      ? { source: cell } as TestCell
      : cell;
    recorder.begin({
      id: ++id,
      count: silent ? null : ++count,
      source,
      magics: findMagics(source, MAGICS),
      metadata,
      silent,
      ...cellId === undefined ? {} : { cellId },
    });
    return id;
  };
  return {
    recorder,
    folder,
    logged,
    begin,
    cell(cell, ...messages) {
      const id = begin(cell);
      for (const [msg_type, content, note] of messages) {
        recorder.output(id, { msg_type, content, ...note === undefined ? {} : { note } });
      }
      const status = typeof cell === "string" ? undefined : cell.status;
      recorder.end(id, { status: status ?? "ok" });
      return id;
    },
    start(name = "run", more = {}) {
      const project = "p";
      const opened = createRun(
        folder.join("experiments"),
        { project, name, description: "", tags: [] },
        () => {},
      );
      const run = { dir: opened.dir, id: opened.id, project, name: opened.name, ...more };
      recorder.runStarted(run);
      const read = (...names: string[]): string =>
        fs.readFileSync(join(opened.dir, ...names), "utf8");
      return {
        ...run,
        opened,
        read,
        notebook: () => parseNotebook(read("code", "notebook.ipynb"), "notebook.ipynb"),
        end() {
          const time = Date.now();
          const event = { type: "status", time, status: "finished", closed: true };
          opened.journal.append("status", JSON.stringify(event) + "\n", time);
          opened.journal.close();
          recorder.runEnded({ dir: opened.dir, status: "finished" });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await recorder.close();
      folder[Symbol.dispose]();
    },
  };
}

/** A message of a stream. */
export function stream(text: string, name = "stdout"): TestMessage {
  return ["stream", { name, text }];
}

/** A message of a display. */
export function display(
  data: Record<string, unknown>,
  { id, metadata = {}, step, update = false }: {
    id?: string;
    metadata?: Record<string, unknown>;
    step?: number;
    update?: boolean;
  } = {},
): TestMessage {
  return [
    update ? "update_display_data" : "display_data",
    { data, metadata, transient: id === undefined ? {} : { display_id: id } },
    step === undefined ? {} : { step },
  ];
}

/** A PNG of one colour, in base64; of one by one pixel it is what live charts send. */
export const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
