/** The content of an execute_request. @module */

import type { JupyterMessage } from "./wire/mod.ts";

/** What a client asks for when it sends a cell. */
export interface ExecuteRequest {
  /** The cell's TypeScript. */
  code: string;
  /** Whether nothing is published, and nothing counted. */
  silent: boolean;
  /** Whether the cell counts and is kept in the history. */
  storeHistory: boolean;
  /** Expressions by name, evaluated after the cell. */
  userExpressions: Record<string, string>;
  /** Whether the client can be asked for input. */
  allowStdin: boolean;
  /** Whether an error aborts what is queued. */
  stopOnError: boolean;
  /** The notebook's id of the cell, where the client tells it. */
  cellId: string | undefined;
}

/**
 * Reads an execute_request.
 *
 * @throws {TypeError} Where a field is of the wrong type.
 */
export function parseExecuteRequest({ content, metadata }: JupyterMessage): ExecuteRequest {
  const { code, user_expressions: expressions } = content;
  if (typeof code !== "string") throw wrong("code", code, "a string");
  const silent = flag(content, "silent", false);
  if (
    expressions !== undefined && expressions !== null &&
    (typeof expressions !== "object" || Array.isArray(expressions) ||
      Object.values(expressions).some((expression) => typeof expression !== "string"))
  ) {
    throw wrong("user_expressions", expressions, "an object of strings");
  }
  return {
    code,
    silent,
    // An empty cell does not count, as in IPython.
    storeHistory: flag(content, "store_history", !silent) && !silent && code.trim() !== "",
    userExpressions: (expressions ?? {}) as Record<string, string>,
    allowStdin: flag(content, "allow_stdin", false),
    stopOnError: flag(content, "stop_on_error", true),
    cellId: typeof metadata.cellId === "string" ? metadata.cellId : undefined,
  };
}

function flag(content: Record<string, unknown>, name: string, missing: boolean): boolean {
  const value = content[name] ?? missing;
  if (typeof value !== "boolean") throw wrong(name, value, "true or false");
  return value;
}

function wrong(name: string, value: unknown, expected: string): TypeError {
  const given = value === undefined ? "missing" : JSON.stringify(value).slice(0, 100);
  return new TypeError(`Cannot execute a cell: ${name} is ${given}, expected ${expected}`);
}
