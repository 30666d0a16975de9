/** What was sent to the kernel to run code. @module */

import type { Request } from "./client.ts";
import type { ExecuteRequest } from "./execute_request.ts";

/** A request whose code may have outputs: a cell, or a comm message. */
export interface OutputOwner extends Request {
  /** Whether nothing of it is published. */
  silent: boolean;
  /** Whether its client can be asked for input. */
  allowStdin: boolean;
  /** The count that its result carries. */
  count: number;
  /** By which the record knows it; undefined where it is no cell. */
  record?: number;
  /** What its reply hands to the frontend. */
  payload: Record<string, unknown>[];
}

/** A cell that waits, runs or ran. */
export interface Execution extends OutputOwner {
  /** What the client asks for. */
  request: ExecuteRequest;
  /** What errors call the cell, such as `cell [3]`; empty before it begins. */
  label: string;
  /** Whether the cell was compiled, and began to run. */
  hasBegun: boolean;
  /** Whether the session is to start anew when the cell has ended. */
  restarts?: boolean;
  /** When it began, ISO 8601. */
  started: string;
}
