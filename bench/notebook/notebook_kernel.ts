/** Our kernel, as a Jupyter client measures it at cells of a notebook. @module */

import { fileURLToPath } from "node:url";
import { ALL_PERMISSIONS, installKernel } from "../../src/kernel/mod.ts";
import { runProcess, type TempDir } from "../../tests/helpers/mod.ts";
import { jupyterEnvironment } from "../../tests/kernel/peer/mod.ts";

/** Measures one thing in a fresh kernel whose working folder is `cwd`. */
export type MeasureNotebook = <T>(
  what: "comparison" | "tracking" | "notebook",
  cwd: string,
  given: Record<string, unknown>,
) => Promise<T>;

const SCRIPT = fileURLToPath(new URL("measure.py", import.meta.url));
/** How long a measurement may take before it counts as failed: several times what it takes. */
const SECONDS = 120;
// The script fails by itself, and ends its kernel, if it can.
const GRACE = 20;

/** Installs the kernel below a folder, for a Python that has Jupyter's packages. */
export async function installNotebookKernel(
  dir: TempDir,
  python: string,
): Promise<MeasureNotebook> {
  await installKernel({
    place: { kind: "prefix", prefix: dir.path },
    name: "labbook",
    permissions: ALL_PERMISSIONS,
  });
  const env = jupyterEnvironment(dir);
  return async <T>(what: string, cwd: string, given: Record<string, unknown>): Promise<T> => {
    const { code, stdout, stderr } = await runProcess(python, {
      args: [SCRIPT, what, String(SECONDS), JSON.stringify(given)],
      env,
      cwd,
      timeout: (SECONDS + GRACE) * 1000,
    });
    if (code !== 0) throw new Error(`Cannot measure ${what}: code ${code}\n${stdout}${stderr}`);
    return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as T;
  };
}
