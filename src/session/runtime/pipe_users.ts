/**
 * Who may write to the process's pipes past the session's own streams: children, workers, native code, and
 * the runtime itself when it loads modules. Only then does the end of a cell wait for the pipes.
 *
 * @module
 */

import { replace } from "./replace.ts";

/** Modules by which code can write to the pipes without the session's notice. */
const WRITERS = /^(node:)?(child_process|cluster|console|worker_threads)$|\.node$/;

let mayAlwaysWrite = false;
let mayWriteNow = false;

/** A writer has been started that may go on as long as the session. */
export function noteWriter(): void {
  mayAlwaysWrite = true;
}

/** A module is loaded, of which the runtime may have something to say. */
export function noteImport(specifier: string): void {
  mayWriteNow = true;
  if (WRITERS.test(specifier)) noteWriter();
}

/** Whether something may have been written to the pipes since the last call. */
export function takePipeUse(): boolean {
  const may = mayAlwaysWrite || mayWriteNow;
  mayWriteNow = false;
  return may;
}

/** Whether somebody else may write to the pipes at any time. */
export function hasWriters(): boolean {
  return mayAlwaysWrite;
}

/** Notes workers and native libraries of the user's code. */
export function watchPipeUsers(deno: { dlopen: typeof Deno.dlopen }): void {
  const { Worker } = globalThis;
  replace(
    globalThis,
    "Worker",
    class extends Worker {
      constructor(specifier: string | URL, options?: WorkerOptions) {
        noteWriter();
        super(specifier, options);
      }
    },
  );
  const { dlopen } = deno;
  replace(deno, "dlopen", (...args: Parameters<typeof dlopen>) => {
    noteWriter();
    return dlopen(...args);
  });
}
