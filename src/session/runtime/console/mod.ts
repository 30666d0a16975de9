/** The console of the user's session: Deno's, written to where the session wants it. @module */

export { createConsole } from "./console.ts";
export type { ConsoleWriter } from "./console.ts";
