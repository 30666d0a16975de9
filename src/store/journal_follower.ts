/**
 * Follows the journals of a run from where one last stopped.
 *
 * @module
 */
import fs from "node:fs";
import { basename } from "node:path";
import type { RunEvent } from "./events.ts";
import { readJournalChunk } from "./journal_lines.ts";
import { journalFiles } from "./load.ts";

const POLL_BYTES = 1024 * 1024;

/**
 * Reads what is new in a run's journals, each event once, in the order of each writer.
 */
export class JournalFollower {
  /** How far each journal has been read, in bytes, by the name of its writer. */
  readonly cursor: Record<string, number>;
  readonly #dir: string;

  /**
   * Begins to follow.
   *
   * @param dir The run folder.
   * @param cursor Where to go on; from the start where it is left out.
   */
  constructor(dir: string, cursor: Record<string, number> = {}) {
    this.#dir = dir;
    this.cursor = { ...cursor };
  }

  /**
   * The next events; empty when there is nothing new.
   *
   * @param maxBytes About how much to read of one journal; 1 MiB by default.
   */
  poll(maxBytes: number = POLL_BYTES): RunEvent[] {
    const found: RunEvent[] = [];
    for (const file of journalFiles(this.#dir)) {
      const writer = basename(file, ".jsonl");
      const offset = this.cursor[writer] ?? 0;
      let fd: number;
      try {
        fd = fs.openSync(file, "r");
      } catch (error) {
        // The run ended between our looks; what it held is in the views.
        if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
        throw error;
      }
      try {
        if (fs.fstatSync(fd).size <= offset) continue;
        const chunk = readJournalChunk(fd, offset, maxBytes);
        if (!chunk) continue;
        for (const event of chunk.events) {
          if (typeof event?.type === "string") found.push(event);
        }
        this.cursor[writer] = chunk.offset;
      } finally {
        fs.closeSync(fd);
      }
    }
    return found;
  }
}
