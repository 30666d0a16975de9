/**
 * The history's SQLite file, which several kernels share.
 *
 * @module
 */
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** A cell that was run. */
export interface HistoryLine {
  /** The number of the kernel's session that ran it. */
  session: number;
  /** Its execution count. */
  line: number;
  /** What was run, as it was written. */
  source: string;
  /** What its result was as text; null where it had none or is not known. */
  output: string | null;
}

/** Another kernel's transaction is waited for so long, in milliseconds; meanwhile this one stands still. */
const BUSY_TIMEOUT = 250;

const VERSION = 1;
const SCHEMA = `
  CREATE TABLE sessions (
    session INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL
  );
  CREATE TABLE cells (
    session INTEGER NOT NULL,
    line INTEGER NOT NULL,
    source TEXT NOT NULL,
    output TEXT,
    PRIMARY KEY (session, line)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${VERSION};`;

const NEWEST = "SELECT * FROM cells WHERE source GLOB ? ORDER BY session DESC, line DESC LIMIT ?";
const NEWEST_UNIQUE = `
  SELECT session, line, source, output FROM (
    SELECT *, row_number() OVER (PARTITION BY source ORDER BY session DESC, line DESC) AS place
    FROM cells WHERE source GLOB ?
  ) WHERE place = 1 ORDER BY session DESC, line DESC LIMIT ?`;

/** An open file, or the same in memory. */
export class HistoryFile {
  #database: DatabaseSync;

  /**
   * Opens the file, and makes it where there is none.
   *
   * @param path The file's path; ":memory:" for none.
   * @throws {Error} Where it cannot be used, or is in use for too long.
   */
  constructor(path: string) {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(path);
    try {
      // Cells may hold what only their author should read.
      if (path !== ":memory:") chmodSync(path, 0o600);
      this.#database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
      this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      if (this.#version() === 0) this.#transaction(() => this.#create());
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Takes the number of a new session. */
  startSession(): number {
    const { lastInsertRowid } = this.#database
      .prepare("INSERT INTO sessions (started) VALUES (?)")
      .run(new Date().toISOString());
    return Number(lastInsertRowid);
  }

  /** Writes lines; those that are there already are replaced. All or none. */
  write(lines: HistoryLine[]): void {
    this.#transaction(() => {
      const insert = this.#database.prepare("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)");
      for (const { session, line, source, output } of lines) {
        insert.run(session, line, source, output);
      }
    });
  }

  /** Returns all lines of a session in order. */
  session(session: number): HistoryLine[] {
    return this.#lines("SELECT * FROM cells WHERE session = ? ORDER BY line", session);
  }

  /** Returns the last `n` lines whose source matches, in order; all of them without a number. */
  newest(pattern: string, unique: boolean, n = -1): HistoryLine[] {
    return this.#lines(unique ? NEWEST_UNIQUE : NEWEST, pattern, n).reverse();
  }

  /** Closes the file. */
  close(): void {
    this.#database.close();
  }

  #lines(sql: string, ...values: SQLInputValue[]): HistoryLine[] {
    return this.#database.prepare(sql).all(...values) as unknown as HistoryLine[];
  }

  #version(): number {
    const row = this.#database.prepare("PRAGMA user_version").get();
    const version = Number(row?.user_version);
    if (version > VERSION) {
      throw new Error(`it has version ${version}, expected ${VERSION}; a newer Labbook made it`);
    }
    return version;
  }

  #create(): void {
    // Another kernel may have made it while this one waited for the lock.
    if (this.#version() === 0) this.#database.exec(SCHEMA);
  }

  #transaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      // SQLite has rolled back by itself after some errors.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

/** Tells whether an error means that another process has the file locked just now. */
export function isBusy(error: unknown): boolean {
  // Deno gives no result code with the errors of exec, only SQLite's text for it.
  return error instanceof Error && /^database( table)? is locked/.test(error.message);
}
