/** What a session has to read of Labbook itself, whatever the user's code may read. @module */

import { fileURLToPath } from "node:url";

/** What runs magics in a session: not imported here, as it loads the library. */
export const MAGICS_MODULE: string = new URL("../../magics/session.ts", import.meta.url).href;

/** What `%track` declares, for those who know types only. */
export const TRACKER_DECLARATION = `declare var tracker: import(${
  JSON.stringify(new URL("../../mod.ts", import.meta.url).href)
}).ExperimentTracker;`;

/** What the magics need of the library, beside its packages. */
const OWN = ["../../magics", "../../src", "../../mod.ts"];

/**
 * A session's permission flags with those that magics need: to read Labbook's own code, which is no secret of the
 * user's. Where all may be read, or Labbook is no folder of this machine, they stay as they are.
 */
export function withOwnCode(permissions: readonly string[]): readonly string[] {
  const mayReadAll = permissions.some((flag) =>
    ["-A", "--allow-all", "--allow-read", "-R"].includes(flag)
  );
  if (mayReadAll || !MAGICS_MODULE.startsWith("file:")) return permissions;
  const paths = OWN.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  // A comma would begin another path; Deno reads two as one.
  return [
    ...permissions,
    `--allow-read=${paths.map((path) => path.replaceAll(",", ",,")).join(",")}`,
  ];
}
