/** The names of what was recorded, for completion. @module */

import { resolve } from "node:path";

/** What runs are called, and what they hold. */
export interface RegistryNames {
  /** The projects. */
  projects: string[];
  /** The runs as `project/name`, the newest first. */
  runs: string[];
  /** The metrics. */
  metrics: string[];
  /** The parameters. */
  params: string[];
}

/** How many runs are looked at, the newest first. */
const MOST_RUNS = 1000;
/** How long what was read counts, in milliseconds: the user types several letters a second. */
const FRESH_TIME = 2000;

/** Reads the names in a folder of runs. */
export class RegistryReader {
  #folder = "";
  #readAt = -Infinity;
  #names: Promise<RegistryNames> | undefined;

  /** The names in a folder; those of a moment ago where it was read a moment ago. */
  names(folder: string): Promise<RegistryNames> {
    const isFresh = performance.now() - this.#readAt < FRESH_TIME && this.#folder === folder;
    if (this.#names === undefined || !isFresh) {
      this.#folder = folder;
      this.#readAt = performance.now();
      this.#names = readNames(folder);
    }
    return this.#names;
  }
}

async function readNames(folder: string): Promise<RegistryNames> {
  const { ExperimentRegistry } = await import("../../registry/mod.ts");
  // Damaged runs are nothing to complete.
  const registry = new ExperimentRegistry(resolve(folder), { onProblem: () => {} });
  const runs = await registry.listExperiments(undefined, { limit: MOST_RUNS });
  return {
    projects: registry.listProjects(),
    runs: runs.map(({ project, name }) => `${project}/${name}`),
    metrics: unique(
      runs.map(({ metricSummaries, metrics }) => ({ ...metrics, ...metricSummaries })),
    ),
    params: unique(runs.map(({ params }) => params)),
  };
}

function unique(records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}
