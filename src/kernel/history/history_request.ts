/**
 * What a history_request asks for
 * (https://jupyter-client.readthedocs.io/en/stable/messaging.html#history).
 *
 * @module
 */

/** Lines of one session. */
export interface RangeRequest {
  /** Which lines. */
  access: "range";
  /** The session: 0 is the current one, -1 the one before, others by their number. */
  session: number;
  /** The first line; counted from the end where negative. */
  start: number;
  /** The line after the last one; counted from the end where negative; all where undefined. */
  stop?: number;
}

/** The last lines of all sessions. */
export interface TailRequest {
  /** Which lines. */
  access: "tail";
  /** How many. */
  n: number;
}

/** Lines that match a pattern. */
export interface SearchRequest {
  /** Which lines. */
  access: "search";
  /** With `*`, `?` and `[…]`, for the whole of a cell. */
  pattern: string;
  /** How many of the last ones; all where undefined. */
  n?: number;
  /** Whether of equal ones only the last counts. */
  unique: boolean;
}

/** A history_request. */
export type HistoryRequest = (RangeRequest | TailRequest | SearchRequest) & {
  /** Whether outputs are wanted too. */
  output: boolean;
};

/** What `tail` gives where nobody says how many; IPython's number. */
const TAIL = 10;

/** SQLite takes no longer ones. */
const PATTERN_LIMIT = 50_000;

/**
 * Reads the content of a history_request. `raw` has no meaning here: cells are kept as they were written.
 *
 * @throws {TypeError} Where a field is of the wrong type.
 * @throws {RangeError} Where a field's value is none that is known.
 */
export function parseHistoryRequest(content: Record<string, unknown>): HistoryRequest {
  const access: unknown = content.hist_access_type ?? "tail";
  const output = flag(content, "output");
  const n = whole(content, "n");
  if (n !== undefined && n < 0) throw wrong(RangeError, "n", n, "0 or more");
  switch (access) {
    case "tail":
      return { access, output, n: n ?? TAIL };
    case "range": {
      const session = whole(content, "session") ?? 0;
      const start = whole(content, "start") ?? 1;
      return { access, output, session, start, stop: whole(content, "stop") };
    }
    case "search": {
      const pattern = content.pattern ?? "*";
      if (typeof pattern !== "string") throw wrong(TypeError, "pattern", pattern, "a string");
      if (new TextEncoder().encode(pattern).length > PATTERN_LIMIT) {
        throw new RangeError(
          `Cannot read the history: pattern has over ${PATTERN_LIMIT} bytes, expected fewer`,
        );
      }
      return { access, output, pattern, n, unique: flag(content, "unique") };
    }
    default:
      throw wrong(RangeError, "hist_access_type", access, '"range", "tail" or "search"');
  }
}

function flag(content: Record<string, unknown>, name: string): boolean {
  const value = content[name] ?? false;
  if (typeof value !== "boolean") throw wrong(TypeError, name, value, "true or false");
  return value;
}

function whole(content: Record<string, unknown>, name: string): number | undefined {
  const value = content[name] ?? undefined;
  if (value !== undefined && !Number.isSafeInteger(value)) {
    throw wrong(TypeError, name, value, "a whole number");
  }
  return value as number | undefined;
}

function wrong(
  Class: typeof TypeError | typeof RangeError,
  name: string,
  value: unknown,
  expected: string,
): Error {
  return new Class(
    `Cannot read the history: ${name} is ${JSON.stringify(value)}, expected ${expected}`,
  );
}
