/**
 * The kernel's debugger: the Debug Adapter Protocol of JupyterLab, over V8's inspector.
 *
 * @module
 */

export { Debugger } from "./debugger.ts";
export type { DapRequest, DapResponse, DebugEvent, DebugTarget } from "./types.ts";
