/**
 * The main thread's side of the companion thread.
 *
 * @module
 */
import { setTimeout } from "node:timers";
import { Worker } from "node:worker_threads";
import { isPermitted } from "../store/mod.ts";
import { type CompanionOrder, type CompanionProblems, CompanionTask } from "./companion_task.ts";
import type { CompanionReply, CompanionRequest } from "./companion_messages.ts";
import { SIGNALS } from "./companion_messages.ts";
import { followUserSignals } from "./user_signals.ts";

/** How long the thread waits for another run. */
const IDLE_MS = 5000;

/** What was ordered for one journal. */
interface LiveOrder {
  order: CompanionOrder;
  /** The thread that works on it, while that lives. */
  thread: Worker | undefined;
  settle?: ((problems: CompanionProblems | null) => void) | undefined;
}

let worker: Worker | undefined;
/** By the journal: a process may log into one run through several trackers. */
const live = new Map<string, LiveOrder>();

/** Without the thread, what it was to do is done by `finish()`. */
function withoutThread(ended: Worker): void {
  if (worker === ended) worker = undefined;
  for (const entry of live.values()) {
    if (entry.thread !== ended) continue;
    entry.thread = undefined;
    entry.settle?.(null);
  }
}

function startWorker(): Worker | undefined {
  try {
    const started = new Worker(new URL("./companion_worker.ts", import.meta.url), {
      workerData: { handledByUser: followUserSignals(SIGNALS) },
      // By default the young generation grows to tens of megabytes, in the user's process.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
      // By default the environment is copied, for which Deno would ask.
      ...isPermitted({ name: "env" }) ? {} : { env: {} },
    });
    started.unref();
    started.on("error", (error: unknown) => {
      console.warn(`labbook: The companion thread ended: ${(error as Error).message}`);
      withoutThread(started);
    });
    started.on("message", ({ journal, problems }: CompanionReply) => {
      live.get(journal)?.settle?.(problems);
    });
    return started;
  } catch (error) {
    console.warn(`labbook: Cannot start the companion thread: ${(error as Error).message}`);
    return undefined;
  }
}

function send(thread: Worker | undefined, request: CompanionRequest): void {
  thread?.postMessage(request);
}

/** Lets the companion thread begin its work for a run. */
export function beginCompanion(order: CompanionOrder): void {
  worker ??= startWorker();
  live.set(order.journal, { order, thread: worker });
  send(worker, { type: "begin", order });
}

/** Lets the companion finish its work for a run whose own journal is closed. */
export async function completeCompanion(journal: string): Promise<CompanionProblems> {
  const entry = live.get(journal);
  if (!entry) return { missing: [], warnings: [] };
  let problems: CompanionProblems | null = null;
  const { thread } = entry;
  if (thread) {
    thread.ref();
    problems = await new Promise((resolve) => {
      entry.settle = resolve;
      send(thread, { type: "complete", journal });
    });
    // A run that nobody finishes must not keep the process: it is ended when the process ends.
    entry.settle = undefined;
    if (![...live.values()].some(({ settle }) => settle)) thread.unref();
  }
  if (problems === null) {
    const task = new CompanionTask(entry.order);
    task.begin();
    problems = await task.complete();
  }
  live.delete(journal);
  if (worker && live.size === 0) endWhenIdle(worker);
  return problems;
}

/** Keeps the thread for the next run of a sweep: what it has loaded need not be loaded again. */
function endWhenIdle(idle: Worker): void {
  setTimeout(() => {
    if (worker !== idle || live.size > 0) return;
    worker = undefined;
    idle.terminate();
  }, IDLE_MS).unref();
}
