/**
 * An index that is made that of the working tree, beside the user's own.
 *
 * @module
 */
import fs from "node:fs";
import { lines, unquoteName } from "./git_names.ts";
import { type GitCall, gitReason, runGit } from "./git_process.ts";
import { chooseFiles, type OmittedLine, type UntrackedLimits } from "./git_untracked.ts";
import { mayRead } from "./permissions.ts";
import { WorkingTree } from "./working_tree.ts";

/** How many files git may refuse; beyond that it is not the files. */
const MAX_REFUSED = 100;

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

/** What an index is made of. */
export interface IndexRequest {
  /** The repository's root, which may be read. */
  root: string;
  /** The commit or tree that the working tree is compared with. */
  base: string;
  /** What of the repository is looked at. */
  pathspecs: string[];
  /** How git runs: with an index and objects apart from the user's. */
  call: GitCall;
}

/** The names that differ, by where they stand. */
interface Names {
  /** Names that the commit has. */
  committed: Set<string>;
  /** Those of them that the user's index does not have. */
  unindexed: Set<string>;
  /** Names that the commit does not have. */
  fresh: Set<string>;
}

/** An index of its own. */
export class TemporaryIndex {
  readonly #call: GitCall;
  readonly #root: string;
  readonly #base: string;
  readonly #pathspecs: string[];
  /** When the user's index was written, in seconds since 1970. */
  #time = 0;

  constructor({ root, base, pathspecs, call }: IndexRequest) {
    this.#root = root;
    this.#base = base;
    this.#call = call;
    this.#pathspecs = ["--", ...pathspecs];
  }

  /** Begins with the user's index, for it knows which files need not be read again. */
  async begin(index: string, copy: string): Promise<void> {
    // That of a linked worktree or a submodule lies outside of the folder.
    if (!mayRead(index)) {
      await this.#git(["read-tree", this.#base]);
      return;
    }
    const stat = fs.statSync(index, { throwIfNoEntry: false });
    if (stat) {
      fs.copyFileSync(index, copy);
      // Git reads a file again that is as young as the index, for it may have changed since within
      // the same tick. With the copy's own, later time it would take such a file for unchanged.
      this.#time = Math.floor(stat.mtimeMs / 1000);
      fs.utimesSync(copy, this.#time, this.#time);
    }
    await this.#lookAtAll();
  }

  /**
   * Makes the index that of the working tree.
   *
   * @returns What stays as it is in the commit: first the files that the commit has, the largest first.
   */
  async update(limits: UntrackedLimits): Promise<OmittedLine[]> {
    const tree = new WorkingTree(this.#root);
    const { committed, unindexed, fresh } = await this.#names();
    const omitted: OmittedLine[] = [];
    const removed: string[] = [];
    const candidates: string[] = [];
    for (const line of [...committed, ...fresh]) {
      // A name that is no text is left to git.
      const path = unquoteName(line);
      const kind = path === null ? "file" : tree.kindOf(path);
      if (kind === "none") removed.push(line);
      else if (kind === "special" || kind === "not readable") {
        const reason = kind === "special" ? "not a file" : kind;
        omitted.push({ line, path: path!, size: null, reason });
      } else if (!unindexed.has(line)) candidates.push(line);
      else if (path === null || (kind === "file" && tree.hasExactName(path))) candidates.push(line);
    }
    const choice = chooseFiles(tree, candidates.filter((line) => fresh.has(line)), limits);
    omitted.push(...choice.omitted);
    if (removed.length > 0) {
      await this.#git(["update-index", "--force-remove", "--stdin"], text(removed));
    }
    const known = candidates.filter((line) => committed.has(line));
    for (const [line, reason] of await this.#add([...known, ...choice.kept])) {
      const path = unquoteName(line);
      const size = path === null ? null : tree.sizeOf(path);
      const unreadable = path !== null && size === null;
      omitted.push({
        line,
        path: path ?? line,
        size,
        reason: unreadable ? "not readable" : `refused by git: ${reason}`,
      });
    }
    await this.#reset(omitted);
    return omitted.sort((a, b) =>
      Number(committed.has(b.line)) - Number(committed.has(a.line)) ||
      (b.size ?? 0) - (a.size ?? 0)
    );
  }

  /** Writes the difference from the commit to the index. */
  async writePatch(file: string): Promise<void> {
    await this.#git([
      ...["diff-index", "--cached", ...PATCH_OPTIONS, `--output=${file}`, this.#base],
      ...this.#pathspecs,
    ]);
  }

  async #git(args: string[], input?: string): Promise<string> {
    return await runGit(args, { ...this.#call, input });
  }

  async #list(args: string[]): Promise<string[]> {
    return lines(await this.#git([...args, ...this.#pathspecs]));
  }

  /** Lets git look at files that the user told it not to look at. */
  async #lookAtAll(): Promise<void> {
    const flagged = (await this.#list(["ls-files", "-v"])).filter((line) => /^[a-zS] /.test(line));
    // What a sparse checkout leaves out is not there, which is no change.
    const tree = new WorkingTree(this.#root);
    const there = flagged.map((line) => line.slice(2)).filter((line) => {
      const path = unquoteName(line);
      return path === null || tree.kindOf(path) !== "none";
    });
    if (there.length === 0) return;
    await this.#git(["update-index", "--no-assume-unchanged", "--stdin"], text(there));
    await this.#git(["update-index", "--no-skip-worktree", "--stdin"], text(there));
  }

  async #names(): Promise<Names> {
    const plain = ["--name-only", "--ignore-submodules=all"];
    const staged = ["diff-index", "--cached", "--no-renames", ...plain];
    const changed = await this.#list(["diff-files", ...plain]).catch(async () => {
      await this.#forgetYoung();
      return await this.#list(["diff-files", ...plain]);
    });
    const added = await this.#list([...staged, "--diff-filter=A", this.#base]);
    // In the commit, but not in the index: what of it is there is part of the working tree, ignored
    // or not.
    const unindexed = new Set(await this.#list([...staged, "--diff-filter=D", this.#base]));
    const untracked = await this.#list(["ls-files", "--others", "--exclude-standard"]);
    const fresh = new Set([...untracked, ...added].filter((line) => !unindexed.has(line)));
    const committed = new Set([...changed.filter((line) => !fresh.has(line)), ...unindexed]);
    return { committed, unindexed, fresh };
  }

  /**
   * Takes for changed what is as young as the index. Git would read it whatever the command, and fail
   * with it, where a filter does.
   */
  async #forgetYoung(): Promise<void> {
    const output = await this.#git(["ls-files", "-v", "--stage", "--debug"]);
    const entry = /^[HM] (\d+ \w+ \d)\t(.*)\n\s+ctime: .*\n\s+mtime: (\d+):/gm;
    const young = [...output.matchAll(entry)].filter(([, , , time]) => Number(time) >= this.#time);
    const entries = young.map(([, stored, name]) => `${stored}\t${name}`);
    if (entries.length > 0) await this.#git(["update-index", "--index-info"], text(entries));
  }

  /** Adds files as they are on the disk; those that git refuses are halved out, with its reason. */
  async #add(names: string[], refused = new Map<string, string>()): Promise<Map<string, string>> {
    if (names.length === 0) return refused;
    try {
      await this.#git(["update-index", "--add", "--remove", "--replace", "--stdin"], text(names));
    } catch (error) {
      if (names.length === 1) {
        if (refused.size === MAX_REFUSED) throw error;
        return refused.set(names[0]!, gitReason(error));
      }
      const half = Math.ceil(names.length / 2);
      await this.#add(names.slice(0, half), refused);
      await this.#add(names.slice(half), refused);
    }
    return refused;
  }

  /** Makes entries those of the commit again. */
  async #reset(omitted: OmittedLine[]): Promise<void> {
    if (omitted.length === 0) return;
    const names = new Set(omitted.map(({ line }) => line));
    const entries: string[] = [];
    const raw = ["diff-index", "--cached", "--raw", "--no-renames", "--no-abbrev", this.#base];
    for (const line of await this.#list(raw)) {
      // :<mode in the commit> <mode> <hash in the commit> <hash> <status> <path>
      const [, mode, hash, name] = /^:(\d+) \d+ (\w+) \w+ \w+\t(.*)$/.exec(line) ?? [];
      if (name !== undefined && names.has(name)) entries.push(`${mode} ${hash}\t${name}`);
    }
    if (entries.length > 0) await this.#git(["update-index", "--index-info"], text(entries));
  }
}

function text(names: string[]): string {
  return names.map((name) => `${name}\n`).join("");
}
