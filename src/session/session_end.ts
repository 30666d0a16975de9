/** Why a session's process ended, in words. @module */

import type { SessionEnd } from "./cell_result.ts";

/** What V8 does where it has no memory left: a trap, or the exit code that a shell makes of it. */
const OUT_OF_MEMORY = { signals: ["SIGTRAP", "SIGABRT", "SIGILL"], codes: [133, 134] };

/** Describes the end of a process; `exitCode` is what its code announced, if it ended itself. */
export function describeEnd(
  status: Deno.CommandStatus,
  exitCode: number | undefined,
  expected: boolean,
): SessionEnd {
  if (expected) return { reason: "it was closed", expected };
  if (exitCode !== undefined) return { reason: `the code called Deno.exit(${exitCode})`, expected };
  if (
    OUT_OF_MEMORY.signals.includes(status.signal ?? "") || OUT_OF_MEMORY.codes.includes(status.code)
  ) {
    return { reason: "it ran out of memory, or the runtime failed", expected };
  }
  const reason = status.signal === null
    ? `its process ended with exit code ${status.code}`
    : `its process was killed by ${status.signal}`;
  return { reason, expected };
}
