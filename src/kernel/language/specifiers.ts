/** Names of modules that continue an import's specifier, from this machine alone. @module */

import { builtinModules } from "node:module";
import type { Candidate } from "./completion.ts";

/** The modules that the specifier typed so far may mean. */
export function specifierCandidates(_cwd: string, prefix: string): Promise<Candidate[]> {
  if (/^[./~]/.test(prefix)) return Promise.resolve([]);
  const names = ["npm:", "jsr:", "node:", "https://"];
  if (prefix.startsWith("node:")) {
    names.push(
      ...builtinModules.filter((name) => !name.startsWith("_")).map((name) => `node:${name}`),
    );
  }
  return Promise.resolve(names.map((text) => ({ text, type: "module", rank: 5 })));
}
