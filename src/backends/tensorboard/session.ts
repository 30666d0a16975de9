/**
 * A run's row in TensorBoard's hyperparameter table: its parameters, and how it ended.
 *
 * TensorBoard reads the start and the end of a session once and never again. What changes after they
 * are in an event file is put into a file of its own, which is read first.
 *
 * The table takes steps of 32 bits only: one metric whose last step is larger, and the server answers
 * with an error instead of a table, for all runs. So a run with such steps is left out of it.
 *
 * @module
 */
import { join } from "node:path";
import { type JsonValue, writeFileAtomic } from "../../store/mod.ts";
import { ByteWriter } from "./byte_writer.ts";
import type { Cursor, Ending } from "./cursor.ts";
import { writeFileVersion } from "./event.ts";
import { type EventFiles, sessionFile } from "./event_files.ts";
import { writeNoSession, writeSessionEnd, writeSessionStart } from "./hparams.ts";

/** Whether two endings are one: a summary's is a little later than the event that told of it. */
function sameEnding(a: Ending, b: Ending | null): boolean {
  return a.status === b?.status && Math.abs(a.time - b.time) < 1000;
}

/** Whether the table can take a step. */
function fitsTable(step: number): boolean {
  return step === (step | 0);
}

/** Keeps a run's parameters, and writes its session. */
export class Session {
  readonly #cursor: Cursor;
  readonly #params: Map<string, JsonValue>;
  /** Whether the session differs from the one that the event files hold. */
  #changed = false;

  /** Goes on behind a cursor, which it changes. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#params = new Map(cursor.params);
  }

  /** Takes parameters; of the same name the last one counts. */
  setParams(params: Record<string, JsonValue>): void {
    for (const [name, value] of Object.entries(params)) {
      const before = this.#params.get(name);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(value)) continue;
      this.#params.set(name, value);
      if (this.#cursor.sessionStarted) this.#changed = true;
    }
  }

  /** Takes note of a metric's step. */
  sawStep(step: number): void {
    if (fitsTable(step) || this.#cursor.sessionBarred) return;
    this.#cursor.sessionBarred = true;
    if (this.#cursor.sessionStarted) this.#changed = true;
  }

  /** Appends to the event files what they do not hold yet. */
  append(files: EventFiles): void {
    const cursor = this.#cursor;
    const { started, ending } = cursor;
    cursor.params = [...this.#params];
    if (cursor.sessionBarred) return;
    if (!cursor.sessionStarted && (this.#params.size > 0 || ending)) {
      writeSessionStart(files.out(0, started), started, this.#params);
      cursor.sessionStarted = true;
    }
    if (!ending || sameEnding(ending, cursor.sessionEnded)) return;
    if (cursor.sessionEnded) this.#changed = true;
    else writeSessionEnd(files.out(0, ending.time), ending.time, ending.status);
    cursor.sessionEnded = ending;
  }

  /** Writes the file that is read first, where the event files hold something else. */
  replace(root: string, stem: string): void {
    if (!this.#changed) return;
    const { started, sessionEnded, sessionBarred } = this.#cursor;
    const out = new ByteWriter();
    writeFileVersion(out, started);
    if (sessionBarred) writeNoSession(out, started);
    else writeSessionStart(out, started, this.#params);
    if (sessionEnded) writeSessionEnd(out, sessionEnded.time, sessionEnded.status);
    writeFileAtomic(join(root, sessionFile(stem)), out.taken());
    this.#cursor.sessionReplaced = true;
    this.#changed = false;
  }
}
