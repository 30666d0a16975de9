/**
 * The submodules of a repository.
 *
 * @module
 */
import { join } from "node:path";
import { lines, unquoteName } from "./git_names.ts";
import { askGit } from "./git_process.ts";

/** A submodule whose state is not that of the commit. */
export interface SubmoduleState {
  /** The path below the repository's root. */
  path: string;
  /** The commit that is checked out, or null where none is. */
  commit: string | null;
  /** Whether files in it were changed. */
  dirty: boolean;
}

/** The submodules that differ from the commit; what is in them is not looked into further. */
export async function readSubmodules(root: string): Promise<SubmoduleState[]> {
  const status = await askGit(
    ["status", "--porcelain=v2", "--ignore-submodules=none", "--untracked-files=normal"],
    { cwd: root, config: ["core.quotePath=true", "core.fsmonitor=false"] },
  );
  const found: SubmoduleState[] = [];
  for (const line of lines(status ?? "")) {
    // 1 <XY> S<c><m><u> <three modes> <hash in HEAD> <hash in the index> <path>
    const match = /^1 \S+ S(.)(.)(.) (?:\S+ ){4}(\S+) (.*)$/.exec(line);
    const path = match ? unquoteName(match[5]!) : null;
    if (!match || path === null) continue;
    const [, moved, modified, untracked, index] = match;
    const commit = moved === "C"
      ? (await askGit(["rev-parse", "HEAD"], { cwd: join(root, path) }))?.trim() ?? null
      : index!;
    found.push({ path, commit, dirty: modified !== "." || untracked !== "." });
  }
  return found;
}
