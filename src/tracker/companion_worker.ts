/**
 * The companion thread: works beside the user's code, so that a busy loop delays neither.
 *
 * @module
 */
import fs from "node:fs";
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { isPermitted, type RunEvent, writeLastSummary } from "../store/mod.ts";
import { type CompanionReply, type CompanionRequest, SIGNALS } from "./companion_messages.ts";
import { type CompanionOrder, CompanionTask } from "./companion_task.ts";

/** By the journal: a process may log into one run through several trackers. */
const tasks = new Map<string, { order: CompanionOrder; task: CompanionTask }>();

/**
 * Ends all runs of a process that a signal is about to end; then lets the signal do its work. A busy
 * main thread would notice neither.
 */
function endBySignal(signal: NodeJS.Signals): void {
  for (const { order } of tasks.values()) {
    const event: RunEvent = {
      type: "status",
      time: Date.now(),
      status: "killed",
      error: { message: `The process was ended by ${signal}` },
      closed: true,
    };
    try {
      fs.appendFileSync(order.journal, JSON.stringify(event) + "\n");
      writeLastSummary(order.dir);
    } catch (error) {
      console.warn(`labbook: Cannot record the end of ${order.dir}: ${(error as Error).message}`);
    }
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function watchSignals(handledByUser: Int32Array): void {
  SIGNALS.forEach((signal, i) => {
    process.on(signal, () => {
      if (Atomics.load(handledByUser, i) === 0) endBySignal(signal);
    });
  });
}

parentPort?.on("message", async (request: CompanionRequest) => {
  if (request.type === "begin") {
    const { order } = request;
    const task = new CompanionTask(order);
    tasks.set(order.journal, { order, task });
    task.begin();
    return;
  }
  const found = tasks.get(request.journal);
  tasks.delete(request.journal);
  const problems = found ? await found.task.complete() : { missing: [], warnings: [] };
  const reply: CompanionReply = { journal: request.journal, problems };
  parentPort?.postMessage(reply);
});

// A signal that is caught can only be let through by one who may send signals.
if (isPermitted({ name: "run" })) watchSignals(new Int32Array(workerData.handledByUser));
