/**
 * What two runs' snapshots are compared by: the files that tell of git and of the environment.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type JsonValue, parseJson, runPaths } from "../../store/mod.ts";

type Values = Record<string, JsonValue>;

/** Reads a file of a run; undefined where the run has none. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.promises.readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function readObject(path: string): Promise<Values | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  const value = parseJson(new TextDecoder().decode(bytes));
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Values
    : undefined;
}

/** The packages of a run, and the rest of its environment. */
export interface RecordedEnvironment {
  /** Packages and their versions. */
  packages: Values;
  /** Versions, machine, permissions, arguments: all but the packages, and what is different each time. */
  rest: Values;
}

function asValues(value: JsonValue | undefined): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Reads the environment of a run; undefined where it was not recorded. */
export async function readEnvironment(dir: string): Promise<RecordedEnvironment | undefined> {
  const environment = await readObject(runPaths(dir).environment);
  if (environment === undefined) return undefined;
  const { packages, timestamp: _, python, ...rest } = environment;
  const { packages: pythonPackages, ...pythonRest } = asValues(python);
  const prefixed = Object.entries(asValues(pythonPackages)).map(([name, version]) =>
    [`python:${name}`, version] as const
  );
  return {
    packages: { ...asValues(packages), ...Object.fromEntries(prefixed) },
    rest: Object.keys(pythonRest).length > 0 ? { ...rest, python: pythonRest } : rest,
  };
}

/** What is known of the code's repository. */
export interface RecordedGit {
  /** The commit; null where there is none. */
  commit: string | null;
  /** What is compared. */
  values: Values;
}

/** Reads the git state of a run; undefined where it was not recorded. */
export async function readGit(dir: string): Promise<RecordedGit | undefined> {
  const git = await readObject(join(runPaths(dir).code, "git.json"));
  if (git === undefined) return undefined;
  const { commit = null, branch = null, tag = null, remote = null, dirty = null } = git;
  const omitted = typeof git.omittedCount === "number" ? git.omittedCount : 0;
  return {
    commit: typeof commit === "string" ? commit : null,
    values: { commit, branch, tag, remote, dirty, "files not in the patch": omitted },
  };
}

/** The path of the main module in the run's tree of code; null where there is none. */
export async function readEntry(dir: string): Promise<string | null> {
  const manifest = await readObject(join(runPaths(dir).code, "code.json"));
  return typeof manifest?.entry === "string" ? manifest.entry : null;
}

/**
 * Tells where the files of a run's tree of code lie in its repository; undefined for those outside, and for all where it
 * was not recorded where the tree and the repository lie.
 */
export async function repositoryPaths(
  dir: string,
): Promise<(name: string) => string | undefined> {
  const [environment, git, entry] = await Promise.all([
    readObject(runPaths(dir).environment),
    readObject(join(runPaths(dir).code, "git.json")),
    readEntry(dir),
  ]);
  const main = filePath(environment?.main_module);
  const folder = environment?.cwd;
  const below = git?.cwd;
  const isTold = typeof folder === "string" && typeof below === "string" && main && entry &&
    main.endsWith(`/${entry}`);
  if (!isTold) return () => undefined;
  const tree = main.slice(0, -entry.length);
  const working = folder.replaceAll("\\", "/");
  const root = below === "." ? working : working.slice(0, -below.length - 1);
  return (name) => {
    const path = tree + name;
    return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
  };
}

/** The path of a file: URL, with `/`. */
function filePath(url: JsonValue | undefined): string | undefined {
  if (typeof url !== "string" || !url.startsWith("file://")) return undefined;
  return fileURLToPath(url).replaceAll("\\", "/");
}
