/**
 * What the main thread and the companion thread say to each other.
 *
 * @module
 */
import type { CompanionOrder, CompanionProblems } from "./companion_task.ts";

/** What the main thread asks for. */
export type CompanionRequest =
  | { type: "begin"; order: CompanionOrder }
  | { type: "complete"; journal: string };

/** The answer to `complete`. */
export interface CompanionReply {
  /** The journal of the run's own process, by which its order is known. */
  journal: string;
  /** What went wrong. */
  problems: CompanionProblems;
}

/** The signals that end a process, and with it its runs. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
