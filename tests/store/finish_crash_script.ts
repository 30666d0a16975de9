/**
 * Ends a run, and is killed at the n-th operation that changes a file. Arguments: the run folder, n.
 * Prints how many operations there were, when it comes to the end.
 */
import fs from "node:fs";
import { recoverRun } from "../../src/store/mod.ts";

const [dir, killAt] = Deno.args as [string, string];
const changing = [
  "openSync",
  "writeSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
  "rmSync",
  "mkdirSync",
  "linkSync",
  "writeFileSync",
] as const;
let count = 0;
for (const name of changing) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]): unknown => {
    if (++count === Number(killAt)) Deno.kill(Deno.pid, "SIGKILL");
    return original.apply(fs, args);
  };
}
await recoverRun(dir);
console.log(count);
