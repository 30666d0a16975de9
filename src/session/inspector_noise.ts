/** What the runtime says about its inspector on standard error, which is no output of a cell. @module */

const NOISE = [
  /^Debugger listening on ws:/,
  /^Visit chrome:\/\/inspect/,
  /^Debugger session (started|ended)/,
  /^Deno is waiting for debugger/,
  /^Waiting for the debugger to disconnect/,
];

/** Whether a line of standard error is about the inspector. */
export function isInspectorNoise(line: string): boolean {
  return NOISE.some((pattern) => pattern.test(line));
}
