/** Ending the session on purpose: the kernel is told, as it has to let go of the inspector. @module */

import process from "node:process";

/** The function of `Deno` that ends the process. */
export type Exit = typeof Deno.exit;

/**
 * Makes `process.exit` end the process by the `Deno.exit` that is returned, which calls `announce`: after the
 * code's own handlers, as the kernel would not hear any more what they say.
 */
export function installExit(announce: (code: number) => void): Exit {
  const exit = Deno.exit;
  const { addEventListener } = globalThis;
  const tell = (): void => announce(Deno.exitCode);
  let isEnding = false;
  const end = (code?: number): never => {
    // Added last, so it is called last.
    if (!isEnding) addEventListener("unload", tell);
    isEnding = true;
    return exit(code);
  };
  (process as unknown as { reallyExit: Exit }).reallyExit = end;
  return end;
}
