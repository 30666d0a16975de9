/** Whether type errors of cells are shown. @module */

import { readFileSync, statSync } from "node:fs";

/**
 * Returns a function that tells whether type errors are to be shown: where the kernelspec says so, or the
 * notebook's metadata, as `{ "labbook": { "typecheck": true } }`, as it was last saved.
 */
export function typecheckSetting(kernelspec: boolean, notebook: string | undefined): () => boolean {
  if (kernelspec || notebook === undefined) return () => kernelspec;
  let stamp = "";
  let isOn = false;
  return () => {
    try {
      const { mtimeMs, size } = statSync(notebook);
      if (stamp === `${mtimeMs} ${size}`) return isOn;
      stamp = `${mtimeMs} ${size}`;
      isOn = JSON.parse(readFileSync(notebook, "utf8")).metadata?.labbook?.typecheck === true;
    } catch {
      // A notebook that was moved, or is being written, keeps what it said last.
    }
    return isOn;
  };
}
