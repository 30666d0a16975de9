/**
 * Takes the whole snapshot of a run.
 *
 * @module
 */
import type { GitSummary } from "../store/mod.ts";
import type { ProcessFacts } from "./process_facts.ts";

/** What to take, and where to put it. */
export interface SnapshotOrder {
  /** The facts about the process. */
  facts: ProcessFacts;
  /** The run's folder for code. */
  codeDir: string;
  /** The file for the environment. */
  environmentFile: string;
  /** Folders that are no code, such as the folder of all runs. */
  exclude: string[];
  /** Whether to keep the code. */
  saveCode: boolean;
  /** Whether to keep the environment. */
  saveEnv: boolean;
}

/** What was taken. */
export interface Snapshot {
  /** The git state, where it was kept. */
  git?: GitSummary;
  /** What is missing, one sentence each. */
  warnings: string[];
}

/** Takes the snapshot; what the world refuses is a warning, never an error. */
export async function takeSnapshot(_order: SnapshotOrder): Promise<Snapshot> {
  return await Promise.resolve({ warnings: [] });
}
