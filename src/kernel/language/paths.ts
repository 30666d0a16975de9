/** Files and folders that continue a path in a string. @module */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Candidate } from "./completion.ts";

/** More entries than this are no help, and take long to read. */
const MAX_ENTRIES = 1000;

/** The files and folders that the path typed so far may mean; folders end in `/`. */
export async function pathCandidates(cwd: string, prefix: string): Promise<Candidate[]> {
  if (!/^(?:\.{1,2}|~)?\//.test(prefix)) return [];
  const cut = prefix.lastIndexOf("/") + 1;
  const folder = prefix.slice(0, cut);
  const expanded = folder.startsWith("~") ? join(homedir(), folder.slice(1)) : folder;
  const hidden = prefix.slice(cut).startsWith(".");
  const out: Candidate[] = [];
  try {
    for await (const entry of Deno.readDir(isAbsolute(expanded) ? expanded : join(cwd, expanded))) {
      if (entry.name.startsWith(".") && !hidden) continue;
      const text = folder + entry.name + (entry.isDirectory ? "/" : "");
      out.push({ text, type: "path", rank: 1 });
      if (out.length >= MAX_ENTRIES) break;
    }
  } catch (error) {
    // A folder that is not there, or not to be read, has nothing to offer.
    if (
      !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.PermissionDenied)
    ) throw error;
  }
  return out;
}
