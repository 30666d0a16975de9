/**
 * The patch that makes a commit's tree into the working tree.
 *
 * It is made with an index and objects of its own: the user's repository is only read.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { TemporaryIndex } from "./git_index.ts";
import { quoteAlternate } from "./git_names.ts";
import { type GitCall, runGit } from "./git_process.ts";
import type { OmittedFile, UntrackedLimits } from "./git_untracked.ts";
import { isWithin, portablePath, realPath } from "./paths.ts";

/** What to make a patch of. */
export interface ChangesRequest {
  /** The repository's root, which may be read. */
  root: string;
  /** The folders that the run works in. */
  folders: string[];
  /** The commit, or null where there is none yet. */
  commit: string | null;
  /** Where the patch goes: right into the run's folder. */
  patchFile: string;
  /** The largest patch that is kept, in bytes. */
  maxPatchBytes: number;
  /** Absolute folders to leave out. */
  exclude: string[];
  /** Limits to what the commit does not have. */
  limits: UntrackedLimits;
}

/** What the patch came to. */
export interface Changes {
  /** The patch's size in bytes, 0 where there is no difference; over the limit, it is not kept. */
  size: number;
  /** What the patch does not hold: first files that the commit has, the largest first. */
  omitted: OmittedFile[];
}

/**
 * The folders below the root as pathspecs that leave them out. One that holds a working folder is
 * no folder of runs alone, and stays: without it there would be nothing left of the code.
 */
function excludingPathspecs(root: string, folders: string[], exclude: string[]): string[] {
  const here = folders.map((folder) => realPath(resolve(folder)));
  const specs = exclude.map((dir) => realPath(resolve(dir)))
    .filter((dir) => isWithin(dir, root) && !here.some((folder) => isWithin(folder, dir)))
    .map((dir) => `:(exclude,literal)${portablePath(root, dir)}`);
  return [".", ...new Set(specs)];
}

/** One path that git names, as an absolute one. */
async function gitPath(root: string, name: string): Promise<string> {
  const output = await runGit(["rev-parse", "--git-path", name], { cwd: root });
  return resolve(root, output.replace(/\r?\n$/, ""));
}

/**
 * Writes the patch from a commit to the working tree: staged or not, untracked files included. A
 * difference of none writes no file, nor does one over the limit.
 *
 * @throws {Error} If git fails.
 */
export async function writeChanges(request: ChangesRequest): Promise<Changes> {
  const { root, folders, commit, patchFile, maxPatchBytes } = request;
  // The name is one that recovery clears away, should the process end in between.
  const run = dirname(patchFile);
  const temporary = join(run, `.git-changes.${randomUUID().slice(0, 8)}.tmp`);
  const [objects, patch, copy] = ["objects", "patch", "index"].map((name) => join(temporary, name));
  fs.mkdirSync(objects!, { recursive: true });
  try {
    const call: GitCall = {
      cwd: root,
      env: {
        GIT_INDEX_FILE: copy!,
        GIT_OBJECT_DIRECTORY: objects!,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: quoteAlternate(await gitPath(root, "objects")),
      },
      config: [
        "core.quotePath=true",
        "core.safecrlf=false",
        "core.splitIndex=false",
        "core.looseCompression=0",
        "core.fsmonitor=false",
        `core.hooksPath=${temporary}`,
      ],
    };
    const base = commit ?? (await runGit(["hash-object", "-t", "tree", "/dev/null"], call)).trim();
    const exclude = [...request.exclude, run, temporary];
    const pathspecs = excludingPathspecs(root, folders, exclude);
    const index = new TemporaryIndex({ root, base, pathspecs, call });
    await index.begin(await gitPath(root, "index"), copy!);
    const omitted = await index.update(request.limits);
    await index.writePatch(patch!);
    const { size } = fs.statSync(patch!);
    if (size > 0 && size <= maxPatchBytes) fs.renameSync(patch!, patchFile);
    return { size, omitted: omitted.map(({ path, size, reason }) => ({ path, size, reason })) };
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}
