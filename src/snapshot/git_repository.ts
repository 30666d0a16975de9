/**
 * The repository around a folder, and what it has checked out.
 *
 * @module
 */
import { resolve } from "node:path";
import { lines } from "./git_names.ts";
import { askGit, gitReason, isInstalled, runGit } from "./git_process.ts";
import { readRemote } from "./git_remote.ts";
import { mayRead, mayReadVariable, mayRun } from "./permissions.ts";

/** How the look at the repository went. */
export type GitState =
  | "ok"
  | "not a repository"
  | "no commit yet"
  | "no git"
  | "not permitted"
  | "failed";

/** A repository, or why there is none to look at. */
export type Found =
  | { state: "ok"; root: string; folder: string }
  | { state: Exclude<GitState, "ok">; reason: string };

/** What a repository has checked out. */
export interface Head {
  /** The commit's full hash, or null where there is none yet. */
  commit: string | null;
  /** The branch, or null where HEAD is detached. */
  branch: string | null;
  /** The tag of the commit, the highest by version where it has several; or null. */
  tag: string | null;
  /** All tags of the commit. */
  tags: string[];
  /** The remote's address without credentials, or null. */
  remote: string | null;
}

/** Finds the repository around a folder. */
export async function findRepository(folder: string): Promise<Found> {
  const noGit: Found = { state: "no git", reason: "there is no git program" };
  // To Deno a program that is not there cannot be permitted by its name, so this comes first.
  if (mayReadVariable("PATH") && isInstalled("git") === false) return noGit;
  // simple-git reads the whole environment when it loads, and hands it on.
  if (!mayRun("git") || !mayReadVariable()) {
    return { state: "not permitted", reason: "it needs --allow-run=git and --allow-env" };
  }
  if (!mayRead(folder)) {
    return { state: "not permitted", reason: "it needs --allow-read for the working folder" };
  }
  try {
    // The answer is told by git's words, which it would translate; filters never see this setting.
    const call = { cwd: folder, env: { LC_ALL: "C" } };
    const output = await runGit(["rev-parse", "--show-toplevel"], call);
    const root = output.replace(/\r?\n$/, "");
    if (root === "") return { state: "failed", reason: "git names no working tree" };
    return { state: "ok", root: resolve(root), folder };
  } catch (error) {
    const { message } = error as Error;
    if (/not a git repository/i.test(message)) {
      return { state: "not a repository", reason: "the working folder is in no git repository" };
    }
    if (/ENOENT|NotFound/.test(message)) return noGit;
    return { state: "failed", reason: gitReason(error) };
  }
}

/**
 * Finds the repository of the first folder that is in one.
 *
 * @param folders One at least. One that may not be read is passed over like one in no repository.
 */
export async function findFirstRepository(folders: string[]): Promise<Found> {
  let found: Found;
  for (const folder of folders) {
    found = await findRepository(folder);
    if (found.state !== "not a repository" && found.state !== "not permitted") break;
  }
  return found!;
}

/**
 * Reads what is checked out.
 *
 * @throws {Error} If HEAD names a commit that is not there.
 */
export async function readHead(folder: string): Promise<Head> {
  const call = { cwd: folder };
  const commit = (await askGit(["rev-parse", "-q", "--verify", "HEAD^{commit}"], call))?.trim();
  // In full, for git's short form of a name that a tag has, too, is not the branch's.
  const reference = (await askGit(["symbolic-ref", "-q", "HEAD"], call))?.trim();
  const branch = reference?.replace(/^refs\/heads\//, "") || null;
  const remote = await readRemote(folder, branch);
  if (!commit) {
    const named = (await askGit(["rev-parse", "-q", "--verify", "HEAD"], call))?.trim();
    if (named) throw new Error(`HEAD names ${named}, which is not there`);
    return { commit: null, branch, tag: null, tags: [], remote };
  }
  const tagged = await askGit([
    ...["for-each-ref", "--points-at=HEAD", "--sort=-version:refname"],
    ...["--format=%(refname:strip=2)", "refs/tags"],
  ], call);
  const tags = lines(tagged ?? "");
  return { commit, branch, tag: tags[0] ?? null, tags, remote };
}
