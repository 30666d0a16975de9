/** Why a session's process ended, in words. @module */

/** What V8 does where it has no memory left: a trap, or the exit code that a shell makes of it. */
const OUT_OF_MEMORY = { signals: ["SIGTRAP", "SIGABRT", "SIGILL"], codes: [133, 134] };

/** Says why a process ended by itself; `exitCode` is what its code announced, if that ended it. */
export function describeEnd(status: Deno.CommandStatus, exitCode: number | undefined): string {
  if (exitCode !== undefined) return `the code called Deno.exit(${exitCode})`;
  if (
    OUT_OF_MEMORY.signals.includes(status.signal ?? "") || OUT_OF_MEMORY.codes.includes(status.code)
  ) {
    return "it ran out of memory, or the runtime failed";
  }
  return status.signal === null
    ? `its process ended with exit code ${status.code}`
    : `its process was killed by ${status.signal}`;
}
