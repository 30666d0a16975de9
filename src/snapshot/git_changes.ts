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
import { lines, quoteAlternate, unquoteName } from "./git_names.ts";
import { type GitCall, runGit } from "./git_process.ts";
import { chooseFiles, type OmittedFile, type UntrackedLimits } from "./git_untracked.ts";
import { isWithin, portablePath, realPath } from "./paths.ts";
import { mayRead } from "./permissions.ts";

/** What to make a patch of. */
export interface ChangesRequest {
  /** The repository's root, which may be read. */
  root: string;
  /** The folder that the run works in. */
  cwd: string;
  /** The commit, or null where there is none yet. */
  commit: string | null;
  /** Where the patch goes. */
  patchFile: string;
  /** Absolute folders to leave out. */
  exclude: string[];
  /** Limits to what the commit does not have. */
  limits: UntrackedLimits;
}

/** What the patch came to. */
export interface Changes {
  /** Whether there is any difference, and so a patch. */
  changed: boolean;
  /** What the patch does not hold, the largest first. */
  omitted: OmittedFile[];
}

/** Options that make the patch independent of the user's configuration; plumbing reads little of it. */
const PATCH_OPTIONS = [
  "--patch",
  "--binary",
  "--full-index",
  "--find-renames=100%",
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--no-relative",
  "--unified=3",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--ignore-submodules=all",
];

/**
 * The folders below the root as pathspecs that leave them out. One that holds the working folder is
 * no folder of runs alone, and stays: without it there would be nothing left of the code.
 */
function excludingPathspecs({ root, cwd, exclude }: ChangesRequest): string[] {
  const here = realPath(resolve(cwd));
  const specs = exclude.map((dir) => realPath(resolve(dir)))
    .filter((dir) => isWithin(dir, root) && !isWithin(here, dir))
    .map((dir) => `:(exclude,literal)${portablePath(root, dir)}`);
  return [".", ...new Set(specs)];
}

/** One path that git names, as an absolute one. */
async function gitPath(root: string, name: string): Promise<string> {
  const output = await runGit(["rev-parse", "--git-path", name], { cwd: root });
  return resolve(root, output.replace(/\r?\n$/, ""));
}

class TemporaryIndex {
  readonly #call: GitCall;
  readonly #request: ChangesRequest;
  readonly #pathspecs: string[];

  constructor(request: ChangesRequest, call: GitCall) {
    this.#request = request;
    this.#call = call;
    this.#pathspecs = ["--", ...excludingPathspecs(request)];
  }

  async git(args: string[], input?: string): Promise<string> {
    return await runGit(args, { ...this.#call, input });
  }

  async list(args: string[]): Promise<string[]> {
    return lines(await this.git([...args, ...this.#pathspecs]));
  }

  /** Begins with the user's index, for it knows which files need not be read again. */
  async begin(index: string, copy: string): Promise<void> {
    // That of a linked worktree or a submodule lies outside of the folder.
    if (!mayRead(index)) {
      await this.git(["read-tree", this.#request.commit ?? "--empty"]);
      return;
    }
    let stat: fs.Stats;
    try {
      stat = fs.statSync(index);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    fs.copyFileSync(index, copy);
    // Git reads a file again that is as young as the index, for it may have changed since within
    // the same tick. With the copy's own, later time it would take such a file for unchanged.
    const time = Math.floor(stat.mtimeMs / 1000);
    fs.utimesSync(copy, time, time);
  }

  /** Lets git look at files that the user told it not to look at. */
  async lookAtAll(): Promise<void> {
    const flagged = (await this.list(["ls-files", "-v"])).filter((line) => /^[a-zS] /.test(line));
    // What a sparse checkout leaves out is not there, which is no change.
    const there = flagged.map((line) => line.slice(2)).filter((line) => {
      const path = unquoteName(line);
      return path === null || exists(join(this.#request.root, path));
    });
    if (there.length === 0) return;
    await this.git(["update-index", "--no-assume-unchanged", "--stdin"], text(there));
    await this.git(["update-index", "--no-skip-worktree", "--stdin"], text(there));
  }

  /** Makes the index that of the working tree. */
  async update(base: string): Promise<OmittedFile[]> {
    const { root, limits } = this.#request;
    const changed = await this.list(["diff-files", "--name-only", "--ignore-submodules=all"]);
    const added = await this.list([
      ...["diff-index", "--cached", "--name-only", "--no-renames", "--diff-filter=A"],
      ...["--ignore-submodules=all", base],
    ]);
    const untracked = await this.list(["ls-files", "--others", "--exclude-standard"]);
    const { kept, omitted } = chooseFiles(root, [...new Set([...untracked, ...added])], limits);
    const left = new Set(omitted.map(({ line }) => line));
    const removed = added.filter((line) => left.has(line));
    if (removed.length > 0) {
      await this.git(["update-index", "--force-remove", "--stdin"], text(removed));
    }
    const updated = [...new Set([...changed, ...kept])].filter((line) => !left.has(line));
    if (updated.length > 0) {
      await this.git(["update-index", "--add", "--remove", "--replace", "--stdin"], text(updated));
    }
    return omitted.map(({ path, size, reason }) => ({ path, size, reason }));
  }

  async writePatch(base: string, file: string): Promise<void> {
    await this.git([
      ...["diff-index", "--cached", ...PATCH_OPTIONS, `--output=${file}`, base],
      ...this.#pathspecs,
    ]);
  }
}

function text(names: string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

function exists(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes the patch from a commit to the working tree: staged or not, untracked files included. A
 * difference of none writes no file.
 *
 * @throws {Error} If git fails.
 */
export async function writeChanges(request: ChangesRequest): Promise<Changes> {
  const { root, commit, patchFile } = request;
  // The name is one that recovery clears away, should the process end in between.
  const run = dirname(dirname(patchFile));
  const temporary = join(run, `.git-changes.${randomUUID().slice(0, 8)}.tmp`);
  const [objects, patch, copy] = ["objects", "patch", "index"].map((name) => join(temporary, name));
  fs.mkdirSync(objects!, { recursive: true });
  try {
    const index = new TemporaryIndex(
      { ...request, exclude: [...request.exclude, run, dirname(patchFile), temporary] },
      {
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
      },
    );
    await index.begin(await gitPath(root, "index"), copy!);
    await index.lookAtAll();
    const base = commit ?? (await index.git(["hash-object", "-t", "tree", "/dev/null"])).trim();
    const omitted = await index.update(base);
    await index.writePatch(base, patch!);
    const changed = fs.statSync(patch!).size > 0;
    if (changed) fs.renameSync(patch!, patchFile);
    return { changed, omitted };
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}
