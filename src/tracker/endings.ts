/**
 * Ends the runs of a process that ends without ending them.
 *
 * @module
 */
import process from "node:process";
import type { RunError, RunStatus } from "../store/mod.ts";

/** A run that may have to be ended from here. */
export interface EndableRun {
  /** Ends the run properly, while there is time. */
  finish(): Promise<unknown>;
  /** Records how the run ended, at once. */
  endNow(status: RunStatus, error: RunError | undefined, closed: boolean): void;
}

const live = new Set<EndableRun>();
let watching = false;
type Fail = (error: RunError) => void;

/** Runs that a block has just let go of: whether the block threw is known a moment later. */
let justDisposed: Fail[] = [];

/** An error as a run keeps it. */
export function describeError(error: unknown): RunError {
  if (!(error instanceof Error)) return { message: String(error) };
  const message = `${error.name}: ${error.message}`;
  return error.stack ? { message, stack: error.stack } : { message };
}

function onError(error: unknown): void {
  const described = describeError(error);
  for (const fail of justDisposed.splice(0)) fail(described);
  // Not closed: the user's code may catch the event, and go on.
  for (const run of live) run.endNow("failed", described, false);
}

function onExit(code: number): void {
  // 128 + the signal, as shells have it: a handler that ends the process on Ctrl-C or SIGTERM.
  const status = code === 0 ? "finished" : [129, 130, 143].includes(code) ? "killed" : "failed";
  const error = code === 0 ? undefined : { message: `The process exited with code ${code}` };
  for (const run of live) run.endNow(status, error, true);
}

function watch(): void {
  watching = true;
  const deno = (globalThis as { Deno?: { exitCode: number } }).Deno;
  if (deno) {
    globalThis.addEventListener("error", (event) => onError((event as ErrorEvent).error));
    globalThis.addEventListener("unhandledrejection", (event) => {
      onError((event as PromiseRejectionEvent).reason);
    });
    globalThis.addEventListener("unload", () => onExit(deno.exitCode));
  } else {
    process.on("uncaughtExceptionMonitor", onError);
    process.on("exit", onExit);
  }
  // The script has come to its end, with nothing left to wait for.
  process.on("beforeExit", async () => {
    await Promise.all(Array.from(live, (run) => run.finish()));
  });
}

/** Ends the run when the process ends, until {@linkcode forget} is called. */
export function watchOver(run: EndableRun): void {
  if (!watching) watch();
  live.add(run);
}

/** The run has ended by itself. */
export function forget(run: EndableRun): void {
  live.delete(run);
}

/**
 * Ends a run at the end of a block. An error of the block that nobody catches is reported before the
 * next task begins, and then it is the run's.
 *
 * @param finish Ends the run.
 * @param fail Makes a failure of it.
 */
export async function disposing(finish: () => Promise<unknown>, fail: Fail): Promise<void> {
  // A block lets go of its runs one right after the other: what it threw is the error of all.
  const block = justDisposed.splice(0);
  try {
    await finish();
    block.push(fail);
  } finally {
    justDisposed.push(...block);
    setTimeout(() => {
      justDisposed = justDisposed.filter((other) => !block.includes(other));
    }, 0);
  }
}
