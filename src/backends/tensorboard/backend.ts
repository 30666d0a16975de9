/**
 * The TensorBoard backend.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers";
import {
  hasJournal,
  JournalFollower,
  readEvents,
  readSummary,
  runPaths,
  type RunSummary,
  tryLock,
  withLock,
} from "../../store/mod.ts";
import type { Backend, CatchUpOptions, SyncReport } from "../backend.ts";
import {
  type Cursor,
  cursorState,
  expectedCounts,
  fingerprint,
  newCursor,
  readCursor,
  writeCursor,
} from "./cursor.ts";
import { listOwnFiles, sessionFile } from "./event_files.ts";
import { Mirror } from "./mirror.ts";

const NAME = "tensorboard";
/** About how much of a journal a pump takes. */
const PUMP_BYTES = 1024 * 1024;
/** About how much is taken between two waits for the disk where all that is missing is taken. */
const CATCH_UP_BYTES = 4 * PUMP_BYTES;
/** In how large pieces: a few hundred events at a time are gone before they cost memory. */
const PIECE_BYTES = 64 * 1024;
/** How many events are taken from the views between two looks at the signal. */
const EVENTS_A_TURN = 20_000;

/** Lets timers and other work have their turn; a timer of our own would sleep for milliseconds. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function total(counts: Cursor["counts"]): number {
  return counts.points + counts.figures + counts.tables + counts.histograms;
}

/** What is known while the cursor in the run folder is the one that was read or written last. */
interface Loaded {
  cursor: Cursor;
  mirror: Mirror;
  follower: JournalFollower;
  state: string;
}

class TensorboardBackend implements Backend {
  readonly name = NAME;
  readonly #dir: string;
  readonly #root: string;
  readonly #cursorPath: string;
  readonly #warnings: string[] = [];
  #loaded: Loaded | undefined;

  constructor(dir: string) {
    const paths = runPaths(dir);
    this.#dir = dir;
    this.#root = paths.tensorboard;
    this.#cursorPath = paths.cursor(NAME);
  }

  // deno-lint-ignore require-await -- What fails shall reject, as it does for other backends.
  async pump(maxBytes?: number): Promise<number> {
    const lock = tryLock(this.#dir, NAME);
    if (!lock) return 0;
    try {
      return this.#follow(maxBytes);
    } finally {
      lock.release();
    }
  }

  async catchUp({ signal, onProgress }: CatchUpOptions = {}): Promise<SyncReport> {
    let events = 0;
    for (;;) {
      signal?.throwIfAborted();
      const taken = await withLock(this.#dir, NAME, () => this.#follow(CATCH_UP_BYTES));
      if (taken === 0) break;
      events += taken;
      await pause();
    }
    const complete = !hasJournal(this.#dir);
    if (complete) {
      events += await withLock(this.#dir, NAME, () => this.#complete(signal, onProgress));
    }
    return { backend: NAME, events, complete, warnings: this.#warnings.splice(0) };
  }

  close(): void {
    this.#loaded = undefined;
  }

  /** Mirrors what is new in the journals. */
  #follow(maxBytes = PUMP_BYTES): number {
    if (!hasJournal(this.#dir)) return 0;
    return this.#guard(({ mirror, follower }) => {
      let taken = 0;
      for (let read = 0; read < maxBytes; read += PIECE_BYTES) {
        const events = follower.poll(Math.min(PIECE_BYTES, maxBytes));
        if (events.length === 0) break;
        for (const event of events) mirror.take(event);
        taken += events.length;
      }
      if (taken > 0) this.#save();
      return taken;
    });
  }

  /** Mirrors from the views what is missing, and what belongs at the end. */
  async #complete(
    signal: AbortSignal | undefined,
    onProgress: CatchUpOptions["onProgress"],
  ): Promise<number> {
    const summary = readSummary(this.#dir);
    const events = this.#hasAll(summary) ? 0 : await this.#rebuild(summary, signal, onProgress);
    this.#guard(({ cursor, mirror }) => {
      const before = JSON.stringify(cursor);
      mirror.settle(summary);
      mirror.flush();
      mirror.closeFiles();
      cursor.views = fingerprint(summary);
      cursor.offsets = {};
      if (JSON.stringify(cursor) !== before) this.#write(cursor);
    });
    return events;
  }

  #hasAll(summary: RunSummary): boolean {
    return this.#guard(({ cursor }) => {
      if (cursor.views === fingerprint(summary)) return true;
      // Another tool's summary does not tell how many points there are.
      if (summary.format === 0) return false;
      return JSON.stringify(cursor.counts) === JSON.stringify(expectedCounts(summary));
    });
  }

  /** Mirrors the whole run again from its views. */
  async #rebuild(
    summary: RunSummary,
    signal: AbortSignal | undefined,
    onProgress: CatchUpOptions["onProgress"],
  ): Promise<number> {
    const { cursor, mirror } = this.#start(newCursor(this.#load().cursor.sequence));
    const all = total(expectedCounts(summary));
    let events = 0;
    try {
      for await (const event of readEvents(this.#dir)) {
        mirror.take(event);
        if (++events % EVENTS_A_TURN !== 0) continue;
        onProgress?.(total(cursor.counts), Math.max(all, total(cursor.counts)));
        await pause();
        signal?.throwIfAborted();
      }
      this.#save();
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
    onProgress?.(total(cursor.counts), total(cursor.counts));
    return events;
  }

  /** Does something with what is loaded; where that fails, the cursor is the only truth again. */
  #guard<T>(action: (loaded: Loaded) => T): T {
    try {
      return action(this.#load());
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }

  /** Reads the cursor, unless it is still what it was. */
  #load(): Loaded {
    const loaded = this.#loaded;
    if (loaded?.state === cursorState(this.#cursorPath) && this.#isThere(loaded.cursor)) {
      return loaded;
    }
    const cursor = readCursor(this.#cursorPath) ?? newCursor();
    return this.#start(this.#isThere(cursor) ? cursor : newCursor(cursor.sequence));
  }

  /** Whether the event files that a cursor speaks of are there. */
  #isThere({ files }: Cursor): boolean {
    return files.every(({ path, bytes }) => {
      const stat = fs.statSync(join(this.#root, path), { throwIfNoEntry: false });
      return bytes === 0 || (stat !== undefined && stat.size >= bytes);
    });
  }

  /** Goes on from a cursor. Event files that it does not know are a crash's, or outdated. */
  #start(cursor: Cursor): Loaded {
    const known = new Set(cursor.files.map(({ path }) => path));
    if (cursor.sessionReplaced && cursor.stem !== null) known.add(sessionFile(cursor.stem));
    for (const path of listOwnFiles(this.#root)) {
      if (!known.has(path)) fs.rmSync(join(this.#root, path), { force: true });
    }
    const mirror = new Mirror(this.#dir, this.#root, cursor, this.#warnings);
    const follower = new JournalFollower(this.#dir, cursor.offsets);
    const state = cursorState(this.#cursorPath);
    return this.#loaded = { cursor, mirror, follower, state };
  }

  /** Writes out what was mirrored, and then how far that is. */
  #save(): void {
    const { cursor, mirror, follower } = this.#loaded!;
    mirror.flush();
    cursor.offsets = { ...follower.cursor };
    this.#write(cursor);
  }

  #write(cursor: Cursor): void {
    writeCursor(this.#cursorPath, cursor);
    this.#loaded!.state = cursorState(this.#cursorPath);
  }
}

/**
 * Opens the TensorBoard backend of a run: it writes event files to the run's folder `tensorboard/`.
 *
 * Values are kept as 32-bit floats, as TensorBoard does. Points without a step are counted. Where a
 * step does not rise, the point goes to a subfolder `again-2`, … `again-16`, which TensorBoard shows
 * as a run of its own: its fast loader would drop the points before. In `again-16`, steps that still
 * do not rise count on. A run with steps beyond 32 bits is not in the hyperparameter table, which
 * would show nothing at all with it. Of tables the first 100 rows are shown, as text; of figures the
 * PNG or JPEG picture, and for others where they are.
 *
 * @param runDir The run folder.
 */
export function openTensorboard(runDir: string): Backend {
  return new TensorboardBackend(runDir);
}
