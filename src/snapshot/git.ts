/**
 * What git knows of the code at the start of a run.
 *
 * @module
 */
import fs from "node:fs";
import { join, resolve } from "node:path";
import { writeFileAtomic } from "../store/mod.ts";
import { type Changes, writeChanges } from "./git_changes.ts";
import { lines } from "./git_names.ts";
import { askGit, isInstalled, runGit } from "./git_process.ts";
import { readRemote } from "./git_remote.ts";
import { readSubmodules, type SubmoduleState } from "./git_submodules.ts";
import type { OmittedFile } from "./git_untracked.ts";
import { portablePath, realPath } from "./paths.ts";
import { mayRead, mayReadVariable, mayRun } from "./permissions.ts";
import { redactText } from "./redact.ts";

/** How many omitted files are named; the largest are. */
const NAMED_FILES = 1000;

/** How the look at the repository went. */
export type GitState =
  | "ok"
  | "not a repository"
  | "no commit yet"
  | "no git"
  | "not permitted"
  | "failed";

/** The content of `code/git.json`. */
export interface GitSnapshot {
  /** How the look at the repository went; what is not null was found all the same. */
  state: GitState;
  /** The commit's full hash, or null. */
  commit: string | null;
  /** The branch, or null where HEAD is detached or nothing is known. */
  branch: string | null;
  /** The tag of the commit, the highest by version where it has several; or null. */
  tag: string | null;
  /** All tags of the commit. */
  tags: string[];
  /** The remote's address without credentials, or null. */
  remote: string | null;
  /** Whether the working tree differed from the commit, untracked files included; null where unknown. */
  dirty: boolean | null;
  /** The working folder below the repository's root, with `/`; `"."` for the root; null where unknown. */
  cwd: string | null;
  /** The patch's file beside this one, or null where there is no difference. */
  patch: "changes.patch" | null;
  /** Files that the patch does not hold, the largest first, at most 1,000. */
  omitted: OmittedFile[];
  /** How many files the patch does not hold. */
  omittedCount: number;
  /** Submodules that differ from the commit. */
  submodules: SubmoduleState[];
  /** What could not be recorded, and why. */
  warnings: string[];
}

/** Options of {@linkcode snapshotGit}. */
export interface GitOptions {
  /** The largest untracked file that goes into the patch, in bytes; 10 MiB by default. */
  maxUntrackedBytes?: number;
  /** All untracked files of the patch together, in bytes; 50 MiB by default. */
  maxUntrackedTotalBytes?: number;
  /** Absolute folders that are left out: the runs. One that holds the working folder is not. */
  exclude?: string[];
}

const NOTHING: GitSnapshot = {
  state: "ok",
  commit: null,
  branch: null,
  tag: null,
  tags: [],
  remote: null,
  dirty: null,
  cwd: null,
  patch: null,
  omitted: [],
  omittedCount: 0,
  submodules: [],
  warnings: [],
};

function without(state: GitState, warning: string): GitSnapshot {
  return { ...NOTHING, state, warnings: [`The git state is not recorded: ${warning}`] };
}

/** The first lines of what went wrong, which git's hints may follow. */
function reason(error: unknown): string {
  const told = redactText((error as Error).message).split("\n").filter((line) =>
    line.trim() !== ""
  );
  return told.slice(0, 2).join(" ").slice(0, 300) || "git gave no reason";
}

/** Why there is no repository to look at, or its root. */
async function findRoot(cwd: string): Promise<{ root: string } | GitSnapshot> {
  // To Deno a program that is not there cannot be permitted by its name, so this comes first.
  if (mayReadVariable("PATH") && isInstalled("git") === false) {
    return without("no git", "there is no git program");
  }
  // simple-git reads the whole environment when it loads, and hands it on.
  if (!mayRun("git") || !mayReadVariable()) {
    return without("not permitted", "it needs --allow-run=git and --allow-env");
  }
  if (!mayRead(cwd)) {
    return without("not permitted", "it needs --allow-read for the working folder");
  }
  try {
    const output = await runGit(["rev-parse", "--show-toplevel"], { cwd });
    const root = output.replace(/\r?\n$/, "");
    return root === "" ? without("failed", "git names no working tree") : { root: resolve(root) };
  } catch (error) {
    const { message } = error as Error;
    if (/not a git repository/i.test(message)) {
      return without("not a repository", "the working folder is in no git repository");
    }
    if (/ENOENT|NotFound/.test(message)) return without("no git", "there is no git program");
    return without("failed", reason(error));
  }
}

async function readHead(cwd: string): Promise<Partial<GitSnapshot>> {
  const call = { cwd };
  const commit = (await askGit(["rev-parse", "-q", "--verify", "HEAD^{commit}"], call))?.trim();
  const branch = (await askGit(["symbolic-ref", "-q", "--short", "HEAD"], call))?.trim() || null;
  const remote = await readRemote(cwd, branch);
  if (!commit) {
    const named = (await askGit(["rev-parse", "-q", "--verify", "HEAD"], call))?.trim();
    if (named) throw new Error(`HEAD names ${named}, which is not there`);
    return {
      state: "no commit yet",
      branch,
      remote,
      warnings: ["The git commit is not recorded: the repository has none yet"],
    };
  }
  const tagged = await askGit(["tag", "--sort=-version:refname", "--points-at", "HEAD"], call);
  const tags = lines(tagged ?? "");
  return { commit, branch, tag: tags[0] ?? null, tags, remote };
}

function describe(changes: Changes, submodules: SubmoduleState[]): Partial<GitSnapshot> {
  const { changed, omitted } = changes;
  const warnings: string[] = [];
  if (omitted.length > 0) {
    const [first] = omitted;
    const others = omitted.length === 1 ? "" : ` and ${omitted.length - 1} more`;
    warnings.push(`The patch leaves out "${first!.path}" (${first!.reason})${others}`);
  }
  if (submodules.length > 0) {
    const names = submodules.map(({ path }) => `"${path}"`).join(", ");
    warnings.push(`The patch leaves out the changes of submodules: ${names}`);
  }
  return {
    dirty: changed || omitted.length > 0 || submodules.length > 0,
    patch: changed ? "changes.patch" : null,
    omitted: omitted.slice(0, NAMED_FILES),
    omittedCount: omitted.length,
    submodules,
    warnings,
  };
}

async function look(cwd: string, codeDir: string, options: GitOptions): Promise<GitSnapshot> {
  const found = await findRoot(cwd);
  if (!("root" in found)) return found;
  const { root } = found;
  let known = NOTHING;
  try {
    const inside = portablePath(root, realPath(resolve(cwd)));
    known = { ...known, cwd: inside || ".", ...await readHead(cwd) };
    if (!mayRead(root)) {
      const warning =
        "The changes since the commit are not recorded: --allow-read does not cover the repository";
      return { ...known, state: "not permitted", warnings: [...known.warnings, warning] };
    }
    const changes = await writeChanges({
      root,
      cwd,
      commit: known.commit,
      patchFile: join(codeDir, "changes.patch"),
      exclude: options.exclude ?? [],
      limits: {
        maxUntrackedBytes: options.maxUntrackedBytes ?? 10 * 1024 * 1024,
        maxUntrackedTotalBytes: options.maxUntrackedTotalBytes ?? 50 * 1024 * 1024,
      },
    });
    const told = describe(changes, known.commit === null ? [] : await readSubmodules(root));
    return { ...known, ...told, warnings: [...known.warnings, ...told.warnings ?? []] };
  } catch (error) {
    const warning = `The changes since the commit are not recorded: ${reason(error)}`;
    return { ...known, state: "failed", warnings: [...known.warnings, warning] };
  }
}

/**
 * Records the state of the git repository around a folder: `git.json`, and `changes.patch`, which with
 * `git apply` on the recorded commit (in an empty repository, where there is none yet) gives the working
 * tree again. The patch holds what is staged and what is not, deletions, modes, binary files, links and
 * untracked files; not what git ignores, nor the inside of submodules, nor untracked files over the
 * limits, which are listed. Line endings are those that a commit would store.
 *
 * The repository is not changed. Where git, a repository, a commit or a permission is missing, that is
 * what is recorded.
 *
 * @param cwd The folder.
 * @param codeDir Where the files go; it is made where it is missing. The folder around it is the run's,
 * which the patch leaves out.
 */
export async function snapshotGit(
  cwd: string,
  codeDir: string,
  options: GitOptions = {},
): Promise<GitSnapshot> {
  fs.mkdirSync(codeDir, { recursive: true });
  const snapshot = await look(cwd, resolve(codeDir), options);
  writeFileAtomic(join(codeDir, "git.json"), `${JSON.stringify(snapshot, null, 2)}\n`);
  return snapshot;
}
