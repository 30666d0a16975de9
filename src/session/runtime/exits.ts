/** Ending the session on purpose: the kernel is told first, as it has to let go of the inspector. @module */

import process from "node:process";

/** The function of `Deno` that ends the process. */
export type Exit = typeof Deno.exit;

/** Replaces `process.exit` and returns a `Deno.exit` that calls `announce` before the process ends. */
export function installExit(announce: (code: number) => void): Exit {
  const exit = Deno.exit;
  const end = (code?: number): never => {
    announce(code ?? Deno.exitCode);
    return exit(code);
  };
  process.exit = (code) => end(code === undefined || code === null ? undefined : Number(code));
  return end;
}
