/** The console of the user's session: Deno's, written to where the session wants it. @module */

export { createConsole } from "./console.ts";
export type { ConsoleOptions, ConsoleWriter } from "./console.ts";
export { inspectSafely, reasonOf } from "./inspect_safely.ts";
export { textWidth } from "./width.ts";
