/**
 * Where things are in a run folder.
 *
 * @module
 */
import fs from "node:fs";
import { join, sep } from "node:path";

/** The paths of one run; made when they are asked for, as a list of thousands asks for two each. */
export class RunPaths {
  /** The run folder. */
  readonly dir: string;

  /** The paths below `dir`. */
  constructor(dir: string) {
    this.dir = dir;
  }

  /** summary.json */
  get summary(): string {
    return this.dir + sep + "summary.json";
  }

  /** params.json */
  get params(): string {
    return join(this.dir, "params.json");
  }

  /** metrics_history.json */
  get history(): string {
    return join(this.dir, "metrics_history.json");
  }

  /** metrics.parquet */
  get parquet(): string {
    return join(this.dir, "metrics.parquet");
  }

  /** histograms.json, where histograms were logged. */
  get histograms(): string {
    return join(this.dir, "histograms.json");
  }

  /** environment.json */
  get environment(): string {
    return join(this.dir, "environment.json");
  }

  /** The journals, while the run lives or after a crash. */
  get journal(): string {
    return this.dir + sep + "journal";
  }

  /** What makes the run reproducible. */
  get code(): string {
    return join(this.dir, "code");
  }

  /** console.log: what the cells of a notebook printed. */
  get console(): string {
    return join(this.dir, "console.log");
  }

  /** The artifacts. */
  get artifacts(): string {
    return join(this.dir, "artifacts");
  }

  /** The models. */
  get models(): string {
    return join(this.dir, "models");
  }

  /** The figures. */
  get figures(): string {
    return join(this.dir, "figures");
  }

  /** The tables. */
  get tables(): string {
    return join(this.dir, "tables");
  }

  /** TensorBoard's event files. */
  get tensorboard(): string {
    return join(this.dir, "tensorboard");
  }

  /** Where a backend keeps how far it has come. */
  cursor(backend: string): string {
    return join(this.dir, "backends", `${backend}.json`);
  }
}

/** The paths of the run in `dir`. */
export function runPaths(dir: string): RunPaths {
  return new RunPaths(dir);
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
    const parent = join(baseDir, folder);
    for (const name of folders(parent)) {
      found.push({ project: folder, name, path: parent + sep + name });
    }
  }
  return found;
}
