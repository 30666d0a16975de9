/**
 * What git knows of the code at the start of a run.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { writeFileAtomic } from "../store/mod.ts";
import { type Changes, writeChanges } from "./git_changes.ts";
import { gitReason } from "./git_process.ts";
import { findFirstRepository, type GitState, type Head, readHead } from "./git_repository.ts";
import { readSubmodules, type SubmoduleState } from "./git_submodules.ts";
import type { OmittedFile } from "./git_untracked.ts";
import { isWithin, portablePath, realPath } from "./paths.ts";
import { mayRead } from "./permissions.ts";

/** How many omitted files are named; the first are. */
const NAMED_FILES = 1000;

const MIB = 1024 * 1024;

/** States in which nothing is missing that could be recorded. */
const NORMAL_STATES = new Set<GitState>(["not a repository", "no commit yet", "no git"]);

/** The content of `code/git.json`. */
export interface GitSnapshot extends Head {
  /** How the look at the repository went; what is not null was found all the same. */
  state: GitState;
  /** Whether the working tree differed from the commit, untracked files included; null where unknown. */
  dirty: boolean | null;
  /**
   * The working folder below the repository's root, with `/`; `"."` for the root; null where it lies
   * outside, or is unknown.
   */
  cwd: string | null;
  /** The patch's file beside this one, or null where there is no difference, or it is too large. */
  patch: "changes.patch" | null;
  /** The patch's size in bytes, also where it is too large to be kept; null where there is none. */
  patchSize: number | null;
  /**
   * Files that the patch does not hold, at most 1,000: first those that the commit has, which stay as
   * they are there, and the largest first.
   */
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
  /**
   * The folder of the code, whose repository is the one that counts. Where it is in none, and by
   * default, that of the working folder is looked at.
   */
  codeFolder?: string;
  /** The largest patch that is kept, in bytes; 200 MiB by default. */
  maxPatchBytes?: number;
  /** The largest untracked file that goes into the patch, in bytes; 10 MiB by default. */
  maxUntrackedBytes?: number;
  /** All untracked files of the patch together, in bytes; 50 MiB by default. */
  maxUntrackedTotalBytes?: number;
  /** Absolute folders that are left out: the runs. One that holds a working folder is not. */
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
  patchSize: null,
  omitted: [],
  omittedCount: 0,
  submodules: [],
  warnings: [],
};

function failed(known: GitSnapshot, warning: string): GitSnapshot {
  const { warnings } = known;
  return { ...known, state: "failed", patch: null, warnings: [...warnings, warning] };
}

function describe(
  { size, omitted }: Changes,
  submodules: SubmoduleState[],
  maxPatchBytes: number,
): Partial<GitSnapshot> {
  const isKept = size > 0 && size <= maxPatchBytes;
  const warnings: string[] = [];
  if (size > 0 && !isKept) {
    warnings.push(
      `The changes since the commit are not kept: the patch has ${size} bytes, ` +
        `more than the ${maxPatchBytes} that are`,
    );
  }
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
    dirty: size > 0 || omitted.length > 0 || submodules.length > 0,
    patch: isKept ? "changes.patch" : null,
    patchSize: size > 0 ? size : null,
    omitted: omitted.slice(0, NAMED_FILES),
    omittedCount: omitted.length,
    submodules,
    warnings,
  };
}

async function look(
  cwd: string,
  codeDir: string,
  patchFile: string,
  options: GitOptions,
): Promise<GitSnapshot> {
  let known = NOTHING;
  try {
    const { codeFolder } = options;
    const folders = codeFolder === undefined ? [cwd] : [codeFolder, cwd];
    const found = await findFirstRepository(folders);
    if (found.state !== "ok") {
      const { state, reason } = found;
      const warnings = NORMAL_STATES.has(state) ? [] : [`The git state is not recorded: ${reason}`];
      return { ...NOTHING, state, warnings };
    }
    const { root, folder } = found;
    const here = realPath(resolve(cwd));
    if (isWithin(here, root)) known = { ...known, cwd: portablePath(root, here) || "." };
    known = { ...known, ...await readHead(folder) };
    if (known.commit === null) known = { ...known, state: "no commit yet" };
    if (!mayRead(root)) {
      const warning =
        "The changes since the commit are not recorded: --allow-read does not cover the repository";
      return { ...known, state: "not permitted", warnings: [warning] };
    }
    const submodules = known.commit === null ? [] : await readSubmodules(root);
    const maxPatchBytes = options.maxPatchBytes ?? 200 * MIB;
    const changes = await writeChanges({
      root,
      folders,
      commit: known.commit,
      patchFile,
      maxPatchBytes,
      exclude: [...options.exclude ?? [], codeDir],
      limits: {
        maxUntrackedBytes: options.maxUntrackedBytes ?? 10 * MIB,
        maxUntrackedTotalBytes: options.maxUntrackedTotalBytes ?? 50 * MIB,
      },
    });
    return { ...known, ...describe(changes, submodules, maxPatchBytes) };
  } catch (error) {
    return failed(known, `The changes since the commit are not recorded: ${gitReason(error)}`);
  }
}

/** Puts patch and git.json into place at once, so that they tell the same. */
function publish(snapshot: GitSnapshot, codeDir: string, patchFile: string): GitSnapshot {
  const patch = join(codeDir, "changes.patch");
  try {
    try {
      fs.mkdirSync(codeDir, { recursive: true });
      if (snapshot.patch !== null) fs.renameSync(patchFile, patch);
      // That of an earlier snapshot.
      else fs.rmSync(patch, { force: true });
      writeFileAtomic(join(codeDir, "git.json"), `${JSON.stringify(snapshot, null, 2)}\n`);
    } finally {
      if (snapshot.patch !== null) fs.rmSync(patchFile, { force: true });
    }
    return snapshot;
  } catch (error) {
    return failed(snapshot, `git.json is not written: ${gitReason(error)}`);
  }
}

/**
 * Records the state of the git repository around the code: `git.json`, and `changes.patch`, which with
 * `git apply` on the recorded commit (in an empty repository, where there is none yet) gives the working
 * tree again. The patch holds what is staged and what is not, deletions, modes, binary files, links and
 * untracked files. Line endings are those that a commit would store.
 *
 * It does not hold what git ignores, unless the commit has it, nor the inside of submodules. Nor does it
 * hold, of what the commit does not have, files over the limits, and files whose names are those of
 * secrets: `.env` and `.env.*` (but `.example`, `.sample`, `.template`), `*.pem`, `*.key`, `*.p12`,
 * `*.keystore`, `id_rsa*`, `id_ed25519*`, `.netrc`, `.npmrc`, `.pypirc`, `credentials*`,
 * `service-account*.json`. Files that cannot be stored stay as the commit has them. All of these are
 * listed in `git.json`. A patch over its own limit is not kept, which `patchSize` tells.
 *
 * The repository is not changed. Nothing is thrown: where git, a repository, a commit or a permission is
 * missing, or a file cannot be written, that is what is recorded. That there is no git, no repository or
 * no commit is no reason to warn.
 *
 * @param cwd The working folder.
 * @param codeDir Where the files go; it is made where it is missing. The folder around it is the run's,
 * which the patch leaves out.
 */
export async function snapshotGit(
  cwd: string,
  codeDir: string,
  options: GitOptions = {},
): Promise<GitSnapshot> {
  const code = resolve(codeDir);
  // The name is one that recovery clears away, should the process end in between.
  const patchFile = join(dirname(code), `.changes.patch.${randomUUID().slice(0, 8)}.tmp`);
  return publish(await look(cwd, code, patchFile, options), code, patchFile);
}
