/**
 * What runs and the kernel around their session have to tell each other; outside of Labbook's kernel nothing.
 *
 * @module
 */
import { host } from "../host/mod.ts";
import type { RunStatus } from "../store/mod.ts";

/** A run that starts. */
interface StartedRun {
  readonly path: string;
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly lastStep: number | null;
  readonly isFinished: boolean;
  finish(): Promise<unknown>;
}

/** How to end each run, by its folder. */
const endings = new Map<string, () => Promise<unknown>>();

/**
 * Tells the kernel that a run has started. From now on displays are told with the run's step.
 *
 * @param run The run.
 * @param saveCode Whether the kernel is to keep the notebook as the run's code.
 */
export function tellStart(run: StartedRun, saveCode: boolean): void {
  const kernel = host();
  if (!kernel) return;
  const { path: dir, id, project, name } = run;
  kernel.note = () => run.isFinished ? undefined : { step: run.lastStep };
  const end = (): Promise<unknown> => run.finish();
  endings.set(dir, end);
  kernel.endings.add(end);
  const code = saveCode ? {} : { saveCode };
  kernel.tell("run-started", { dir, id, project, name, ...code });
}

/**
 * Waits until the kernel has stored in the run what cells displayed so far.
 *
 * @returns Why that failed, where it did.
 */
export function flushDisplays(): string | undefined {
  try {
    host()?.ask("flush", {});
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Tells the kernel that a run has ended. */
export function tellEnd(dir: string, status: RunStatus): void {
  const kernel = host();
  if (!kernel) return;
  const end = endings.get(dir);
  endings.delete(dir);
  if (end !== undefined) kernel.endings.delete(end);
  kernel.tell("run-ended", { dir, status });
}
