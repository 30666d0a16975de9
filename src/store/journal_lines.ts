/**
 * Reads the complete lines of a journal.
 *
 * @module
 */
import fs from "node:fs";
import type { RunEvent } from "./events.ts";

/** Small enough that the events of a chunk do not make the heap grow. */
const CHUNK_BYTES = 256 * 1024;
const TAIL_BYTES = 64 * 1024;
const LINE_FEED = 10;
const decoder = new TextDecoder();

/** What was read of a journal. */
export interface JournalChunk {
  /** The events, in order. */
  events: RunEvent[];
  /** The offset behind the last complete line. */
  offset: number;
  /** How many complete lines were no events. */
  damaged: number;
}

function parseLine(line: string): RunEvent | undefined {
  try {
    const event = JSON.parse(line);
    return typeof event?.type === "string" ? event : undefined;
  } catch {
    return undefined; // Counted as damaged by the caller.
  }
}

/** Parses lines, all at once where each is JSON: half the time of one call a line. */
function parseLines(text: string): { events: RunEvent[]; damaged: number } {
  try {
    const events = JSON.parse(`[${text.slice(0, -1).replaceAll("\n", ",")}]`);
    return { events, damaged: 0 };
  } catch {
    const events: RunEvent[] = [];
    let damaged = 0;
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const event = parseLine(line);
      if (event) events.push(event);
      else damaged++;
    }
    return { events, damaged };
  }
}

/**
 * Reads complete lines from `offset` on, about 256 KiB of them; a line that has no line feed yet is
 * left for later.
 *
 * @returns undefined where there is no complete line behind `offset`.
 */
export function readJournalChunk(
  fd: number,
  offset: number,
  maxBytes: number = CHUNK_BYTES,
): JournalChunk | undefined {
  let size = maxBytes;
  for (;;) {
    const buffer = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const read = fs.readSync(fd, buffer, length, size - length, offset + length);
      if (read === 0) break;
      length += read;
    }
    const end = buffer.lastIndexOf(LINE_FEED, length - 1);
    if (length > 0 && end >= 0) {
      const lines = parseLines(decoder.decode(buffer.subarray(0, end + 1)));
      return { ...lines, offset: offset + end + 1 };
    }
    if (length < size) return undefined;
    size *= 4; // One line is longer than the buffer.
  }
}

/** The last events of a journal: those of about its last 64 KiB; damaged lines are left out. */
export function readLastEvents(path: string): RunEvent[] {
  const fd = fs.openSync(path, "r");
  try {
    const start = Math.max(0, fs.fstatSync(fd).size - TAIL_BYTES);
    const bytes = new Uint8Array(TAIL_BYTES);
    const length = fs.readSync(fd, bytes, 0, TAIL_BYTES, start);
    // Most likely the first line began before.
    const from = start === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1;
    const end = bytes.lastIndexOf(LINE_FEED, length - 1) + 1;
    return from < end ? parseLines(decoder.decode(bytes.subarray(from, end))).events : [];
  } finally {
    fs.closeSync(fd);
  }
}

/** How a journal ends. */
export interface JournalTail {
  /** How many bytes stand behind the last complete line. */
  torn: number;
  /** The size of the file. */
  size: number;
}

/** Goes through a whole journal, chunk by chunk. */
export function* readJournal(path: string, tail?: JournalTail): Generator<JournalChunk> {
  const fd = fs.openSync(path, "r");
  try {
    let offset = 0;
    for (;;) {
      const chunk = readJournalChunk(fd, offset);
      if (!chunk) break;
      offset = chunk.offset;
      yield chunk;
    }
    if (tail) {
      tail.size = fs.fstatSync(fd).size;
      tail.torn = tail.size - offset;
    }
  } finally {
    fs.closeSync(fd);
  }
}
