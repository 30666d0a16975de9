/**
 * What was run in this kernel and in those before it.
 *
 * @module
 */
import { HistoryFile, type HistoryLine, isBusy } from "./history_file.ts";
import type { HistoryRequest, RangeRequest } from "./history_request.ts";

/** One entry of a history_reply: session, line and source, or source and output where that was asked for. */
export type HistoryEntry = [number, number, string | [string, string | null]];

/** Options of {@linkcode History}. */
export interface HistoryOptions {
  /** The file's path; ":memory:" for a history that ends with the kernel. */
  path: string;
  /** Is told, once, that the file cannot be used and why. */
  onWarning: (message: string) => void;
}

/** How long a line may wait to be written, in milliseconds. */
const WRITE_DELAY = 20;

/** Results over this many characters are cut: a history is for looking up what was typed. */
const OUTPUT_LIMIT = 10_000;

/**
 * The history of one kernel. Its own lines are in memory and in the file, so that it goes on whatever becomes
 * of the file: one that is locked is written later, one that is broken is left alone.
 */
export class History {
  #options: HistoryOptions;
  #file: HistoryFile | undefined;
  #session: number | undefined;
  #lines = new Map<number, HistoryLine>();
  #unwritten = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Opens nothing yet: the file is opened when it is first needed. */
  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Keeps a cell that is run; a line number that comes again replaces the one before. */
  append(line: number, source: string): void {
    this.#keep({ session: 0, line, source, output: null });
  }

  /** Keeps the text of a cell's result. */
  setOutput(line: number, output: string): void {
    const entry = this.#lines.get(line);
    if (entry) this.#keep({ ...entry, output: cut(output) });
  }

  /** Returns the entries that a request asks for, oldest first. */
  read(request: HistoryRequest): HistoryEntry[] {
    return this.#find(request).map(({ session, line, source, output }) => [
      session,
      line,
      request.output ? [source, output] : source,
    ]);
  }

  /** Writes what is not written yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unwritten.size > 0) this.#withFile(() => {});
  }

  /** Writes what is not written yet and closes the file. */
  close(): void {
    this.flush();
    this.#file?.close();
    this.#file = undefined;
  }

  #keep(entry: HistoryLine): void {
    this.#lines.set(entry.line, entry);
    this.#unwritten.add(entry.line);
    // A moment later, so that no cell waits for the disk.
    this.#timer ??= setTimeout(() => this.flush(), WRITE_DELAY);
  }

  #find(request: HistoryRequest): HistoryLine[] {
    if (request.access === "range") return this.#range(request);
    const { pattern, unique } = request.access === "search"
      ? request
      : { pattern: "*", unique: false };
    return this.#withFile((file) => file.newest(pattern, unique, request.n)) ?? [];
  }

  #range(request: RangeRequest): HistoryLine[] {
    const lines = this.#isCurrent(request.session)
      // The session keeps the number that it was asked by: 0, as in IPython, or its own.
      ? [...this.#lines.values()].sort((a, b) => a.line - b.line)
        .map((line) => ({ ...line, session: request.session }))
      : this.#withFile((file) => file.session(this.#number(request.session))) ?? [];
    const count = (lines.at(-1)?.line ?? 0) + 1;
    const fromEnd = (line: number) => line < 0 ? line + count : line;
    const start = fromEnd(request.start);
    const stop = request.stop === undefined ? Infinity : fromEnd(request.stop);
    return lines.filter(({ line }) => line >= start && line < stop);
  }

  #isCurrent(session: number): boolean {
    return session === 0 || session === this.#session;
  }

  #number(session: number): number {
    return session > 0 ? session : (this.#session ?? 0) + session;
  }

  /** Does something with the file after writing what waits; undefined where it is locked. */
  #withFile<T>(work: (file: HistoryFile) => T): T | undefined {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (isBusy(error)) return undefined;
      this.#giveUp(error as Error);
      return this.#attempt(work);
    }
  }

  #attempt<T>(work: (file: HistoryFile) => T): T {
    const file = this.#file ??= new HistoryFile(this.#options.path);
    try {
      this.#write(file);
    } catch (error) {
      // What waits is written the next time; others' writing does not stop our reading.
      if (!isBusy(error)) throw error;
    }
    return work(file);
  }

  #write(file: HistoryFile): void {
    const session = this.#session ??= file.startSession();
    if (this.#unwritten.size === 0) return;
    file.write([...this.#unwritten].map((line) => ({ ...this.#lines.get(line)!, session })));
    this.#unwritten.clear();
  }

  /** Goes on in memory. */
  #giveUp(error: Error): void {
    const { path, onWarning } = this.#options;
    this.#options = { path: ":memory:", onWarning };
    this.#file?.close();
    this.#file = undefined;
    for (const line of this.#lines.keys()) this.#unwritten.add(line);
    onWarning(
      `Cannot keep the history in ${JSON.stringify(path)}: ${error.message}; ` +
        "it ends with this kernel",
    );
  }
}

function cut(text: string): string {
  return text.length > OUTPUT_LIMIT ? `${text.slice(0, OUTPUT_LIMIT).toWellFormed()}…` : text;
}
