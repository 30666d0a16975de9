/** Files and folders that continue a path in a string. @module */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Candidate } from "./candidate.ts";

/** More entries than this are no help, and take long to read. */
const MAX_ENTRIES = 1000;

/** The files and folders that the path typed so far may mean; folders end in `/`. */
export async function pathCandidates(cwd: string, prefix: string): Promise<Candidate[]> {
  if (!/^(?:\.{1,2}|~)?\//.test(prefix)) return [];
  const cut = prefix.lastIndexOf("/") + 1;
  const folder = prefix.slice(0, cut);
  const expanded = folder.startsWith("~") ? join(homedir(), folder.slice(1)) : folder;
  const hidden = prefix.slice(cut).startsWith(".");
  const found = await entries(isAbsolute(expanded) ? expanded : join(cwd, expanded));
  return found.filter(({ name }) => hidden || !name.startsWith(".")).map((entry) => ({
    text: folder + entry.name + (entry.isDirectory ? "/" : ""),
    type: "path",
    rank: 1,
  }));
}

/** The first entries of a folder; none of one that is not there or not to be read. */
export async function entries(folder: string, limit = MAX_ENTRIES): Promise<Deno.DirEntry[]> {
  const out: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (out.push(entry) >= limit) break;
    }
  } catch (error) {
    if (
      !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.PermissionDenied)
    ) throw error;
  }
  return out;
}
