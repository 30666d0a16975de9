/** What the runtime says on standard error of its own accord, which is no output of a cell. @module */

/** About its inspector. */
const NOISE = [
  /^Debugger listening on ws:/,
  /^Visit chrome:\/\/inspect/,
  /^Debugger session (started|ended)/,
  /^Deno is waiting for debugger/,
  /^Waiting for the debugger to disconnect/,
];

/** What the runtime says of modules that it fetches: progress, which ends with the import. */
// deno-lint-ignore no-control-regex -- the word is coloured
const PROGRESS = /^(\x1b\[\d+m)*(Download|Initialize)(\x1b\[0m)? /;

/** Whether a line of standard error is the runtime's own talk. */
export function isRuntimeNoise(line: string): boolean {
  return PROGRESS.test(line) || NOISE.some((pattern) => pattern.test(line));
}
