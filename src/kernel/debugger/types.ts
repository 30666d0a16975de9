/**
 * Messages of the Debug Adapter Protocol, as Jupyter carries them, and what the debugger needs of a
 * session. The protocol: https://microsoft.github.io/debug-adapter-protocol/specification.
 *
 * @module
 */

import type { CellCode, Inspector } from "../../session/mod.ts";

/** The content of a `debug_request`. */
export interface DapRequest {
  /** The client's number of the message. */
  seq: number;
  /** Always `"request"`. */
  type: "request";
  /** What is asked. */
  command: string;
  /** What it needs to know. */
  arguments?: Record<string, unknown>;
}

/** The content of a `debug_reply`. */
export interface DapResponse {
  /** The debugger's number of the message. */
  seq: number;
  /** Always `"response"`. */
  type: "response";
  /** The number of the request. */
  request_seq: number;
  /** Whether it was done. */
  success: boolean;
  /** What was asked. */
  command: string;
  /** Why it was not done. */
  message?: string;
  /** The answer. */
  body?: Record<string, unknown>;
}

/** The content of a `debug_event`. */
export interface DebugEvent {
  /** The debugger's number of the message. */
  seq: number;
  /** Always `"event"`. */
  type: "event";
  /** What happened, such as `stopped`. */
  event: string;
  /** More of it. */
  body: Record<string, unknown>;
}

/** What the debugger needs of the session that it looks into. */
export interface DebugTarget {
  /** Opens a connection of the debugger's own to the session's inspector. */
  open(): Promise<Inspector>;
  /** The cells that ran or run, by their URL. */
  cells(): ReadonlyMap<string, CellCode>;
  /** Compiles a cell that may run later; throws a SyntaxError where it cannot. */
  compile(source: string): Promise<{ code: string; map: CellCode["map"] }>;
}

/** A request that cannot be done; its message is for the user. */
export class DebugRequestError extends Error {
  /** Says what cannot be done, and why. */
  constructor(message: string) {
    super(message);
    this.name = "DebugRequestError";
  }
}

/** A place in the source as a person counts: from 1. */
export interface Position {
  /** Line, from 1. */
  line: number;
  /** Column in UTF-16 units, from 1. */
  column: number;
}
