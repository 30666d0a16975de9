/**
 * Where things are in a run folder.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";

/** The paths of one run. */
export interface RunPaths {
  /** The run folder. */
  dir: string;
  /** summary.json */
  summary: string;
  /** params.json */
  params: string;
  /** metrics_history.json */
  history: string;
  /** metrics.parquet */
  parquet: string;
  /** histograms.json, where histograms were logged. */
  histograms: string;
  /** environment.json */
  environment: string;
  /** The journals, while the run lives or after a crash. */
  journal: string;
  /** What makes the run reproducible. */
  code: string;
  /** The artifacts. */
  artifacts: string;
  /** The models. */
  models: string;
  /** The figures. */
  figures: string;
  /** The tables. */
  tables: string;
  /** TensorBoard's event files. */
  tensorboard: string;
  /** Where a backend keeps how far it has come. */
  cursor(backend: string): string;
}

/** The paths of the run in `dir`. */
export function runPaths(dir: string): RunPaths {
  return {
    dir,
    summary: join(dir, "summary.json"),
    params: join(dir, "params.json"),
    history: join(dir, "metrics_history.json"),
    parquet: join(dir, "metrics.parquet"),
    histograms: join(dir, "histograms.json"),
    environment: join(dir, "environment.json"),
    journal: join(dir, "journal"),
    code: join(dir, "code"),
    artifacts: join(dir, "artifacts"),
    models: join(dir, "models"),
    figures: join(dir, "figures"),
    tables: join(dir, "tables"),
    tensorboard: join(dir, "tensorboard"),
    cursor: (backend) => join(dir, "backends", `${backend}.json`),
  };
}

/** A run that was found on disk. */
export interface FoundRun {
  /** The project: the name of the folder above. */
  project: string;
  /** The experiment: the name of the run's folder. */
  name: string;
  /** The run folder. */
  path: string;
}

function folders(dir: string): string[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory() || entry.isSymbolicLink()) found.push(entry.name);
  }
  return found.sort();
}

/**
 * The folders that may hold a run, below `baseDir`: `<project>/<experiment>`, sorted by name. They
 * are not opened: whether one is a run is seen when it is read.
 *
 * @param baseDir The folder of all projects; one that does not exist holds nothing.
 * @param project Only this project's, when given.
 */
export function findRuns(baseDir: string, project?: string): FoundRun[] {
  const found: FoundRun[] = [];
  for (const folder of project === undefined ? folders(baseDir) : [project]) {
    for (const name of folders(join(baseDir, folder))) {
      found.push({ project: folder, name, path: join(baseDir, folder, name) });
    }
  }
  return found;
}
