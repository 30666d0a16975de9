/** A cell that was sent to the kernel. @module */

import type { Request } from "./client.ts";
import type { ExecuteRequest } from "./execute_request.ts";

/** A cell that waits, runs or ran. */
export interface Execution extends Request {
  /** What the client asks for. */
  request: ExecuteRequest;
  /** When it began, ISO 8601. */
  started: string;
  /** The count that its result carries. */
  count: number;
  /** What its reply hands to the frontend. */
  payload: Record<string, unknown>[];
}
