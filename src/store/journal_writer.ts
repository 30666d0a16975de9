/**
 * Appends to a journal.
 *
 * An event is acknowledged when the operating system has taken its line with one `write`: from then
 * on the end of the process, however sudden, does not lose it. What cannot be written, for a full
 * disk, say, is kept in memory and tried again.
 *
 * @module
 */
import fs from "node:fs";

const BUFFER_BYTES = 64 * 1024;
/** How many bytes are kept for a disk that does not take them. */
const PENDING_LIMIT = 16 * 1024 * 1024;
const RETRY_AFTER_MS = 1000;
const LOOK_AFTER_MS = 1000;

/** What a journal could not take. */
export interface JournalTrouble {
  /** Why, as the operating system put it. */
  reason: string;
  /** How many events could not be written, by type. */
  lost: Record<string, number>;
  /** Whether it takes events again. */
  works: boolean;
}

const encoder = new TextEncoder();
const LINE_FEED = encoder.encode("\n");

/** The journal of one writer; nobody else appends to it while it is open. */
export class JournalWriter {
  /** The file. */
  readonly path: string;
  readonly #fd: number;
  readonly #inode: number;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  readonly #onTrouble: (reason: string) => void;
  #pending: { type: string; line: Uint8Array }[] = [];
  #pendingSize = 0;
  /** How long the file is with whole lines only. */
  #size = 0;
  /** Whether the next line has to be set apart from a torn one. */
  #afresh = false;
  #lost: Record<string, number> = {};
  /** Why the journal is not written; empty while it is. */
  #reason = "";
  #lastReason = "";
  #lookAt: number;
  #retryAt = 0;
  #open = true;

  /**
   * Starts the journal.
   *
   * @param path The file, which must not exist.
   * @param onTrouble Called once, when first something cannot be written.
   */
  constructor(path: string, onTrouble: (reason: string) => void) {
    this.path = path;
    this.#onTrouble = onTrouble;
    this.#fd = fs.openSync(path, "ax");
    this.#inode = fs.fstatSync(this.#fd).ino;
    this.#lookAt = Date.now() + LOOK_AFTER_MS;
  }

  /** Whether the journal takes events. */
  get isOpen(): boolean {
    return this.#open;
  }

  /**
   * Appends an event.
   *
   * @param type The event's type, to count it by if it is lost.
   * @param line The event as one line of JSON, with the line feed.
   * @param now The time, in milliseconds since the epoch.
   */
  append(type: string, line: string, now: number): void {
    if (line.length * 3 > BUFFER_BYTES) {
      const bytes = encoder.encode(line);
      this.appendBytes(type, bytes, bytes.length, now);
    } else {
      const { written } = encoder.encodeInto(line, this.#buffer);
      this.appendBytes(type, this.#buffer, written, now);
    }
  }

  /**
   * Appends an event whose line is encoded already.
   *
   * @param type The event's type, to count it by if it is lost.
   * @param bytes Holds the line, with the line feed, in UTF-8; may be used again after the call.
   * @param length How many of the bytes belong to the line.
   * @param now The time, in milliseconds since the epoch.
   */
  appendBytes(type: string, bytes: Uint8Array, length: number, now: number): void {
    if (now >= this.#lookAt) this.#look(now);
    if (this.#reason !== "" && !this.#retry(now)) return this.#keep(type, bytes, length);
    const fault = this.#write(bytes, length);
    if (fault) {
      this.#fail(fault, now);
      this.#keep(type, bytes, length);
    }
  }

  /** Tries once more to write what is kept, and tells what remains. */
  flush(): JournalTrouble | undefined {
    const gone = this.#goneReason();
    if (gone) this.#fail(gone, 0);
    if (this.#reason !== "") this.#retry(Infinity);
    const lost = { ...this.#lost };
    for (const { type } of this.#pending) lost[type] = (lost[type] ?? 0) + 1;
    if (Object.keys(lost).length === 0 && !gone) return undefined;
    return { reason: this.#lastReason, lost, works: this.#reason === "" };
  }

  /** Closes the file. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    fs.closeSync(this.#fd);
  }

  /** Writes one line; returns what went wrong. A line is in the file whole or not at all. */
  #write(bytes: Uint8Array, length: number): string | undefined {
    if (this.#afresh) {
      this.#afresh = false;
      const fault = this.#write(LINE_FEED, 1);
      if (fault) {
        this.#afresh = true;
        return fault;
      }
    }
    let fault = "ENOSPC: no space left on device, write";
    try {
      if (fs.writeSync(this.#fd, bytes, 0, length) === length) {
        this.#size += length;
        return undefined;
      }
    } catch (error) {
      fault = (error as Error).message;
    }
    this.#cutTornLine();
    return fault;
  }

  /** Part of a line may be in the file, whether the call that failed says so or throws. */
  #cutTornLine(): void {
    try {
      fs.ftruncateSync(this.#fd, this.#size);
    } catch {
      // Then readers leave the line out as damaged, if the next one begins afresh.
      this.#afresh = true;
    }
  }

  /** Looks now and then whether the file still has a name: a deleted one takes writes silently. */
  #look(now: number): void {
    this.#lookAt = now + LOOK_AFTER_MS;
    const gone = this.#goneReason();
    if (gone) this.#fail(gone, now);
  }

  #goneReason(): string | undefined {
    const there = fs.statSync(this.path, { throwIfNoEntry: false });
    if (there?.ino === this.#inode) return undefined;
    return fs.fstatSync(this.#fd).nlink === 0
      ? `ENOENT: the journal ${this.path} was deleted`
      : `ENOENT: the journal is no longer at ${this.path}`;
  }

  #fail(reason: string, now: number): void {
    const first = this.#reason === "";
    this.#reason = reason;
    this.#lastReason = reason;
    this.#retryAt = now + RETRY_AFTER_MS;
    if (first) this.#onTrouble(reason);
  }

  /** Writes what is kept; returns whether the journal works again. */
  #retry(now: number): boolean {
    // Not for long where the clock has been set back.
    if (now < this.#retryAt && now >= this.#retryAt - RETRY_AFTER_MS) return false;
    const gone = this.#goneReason();
    let written = 0;
    let fault = gone;
    while (!fault && written < this.#pending.length) {
      const { line } = this.#pending[written]!;
      fault = this.#write(line, line.length);
      if (fault) break;
      this.#pendingSize -= line.length;
      written++;
    }
    this.#pending.splice(0, written);
    if (fault) {
      this.#fail(fault, Date.now());
      return false;
    }
    this.#reason = "";
    return true;
  }

  #keep(type: string, bytes: Uint8Array, length: number): void {
    if (this.#pendingSize + length > PENDING_LIMIT) {
      this.#lost[type] = (this.#lost[type] ?? 0) + 1;
      return;
    }
    this.#pending.push({ type, line: bytes.slice(0, length) });
    this.#pendingSize += length;
  }
}
