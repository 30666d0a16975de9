/**
 * All checks of the doctor.
 *
 * @module
 */
import type { Check } from "./check.ts";
import { checkFolder, checkRuns, checkSpace } from "./folder.ts";
import { checkDeno, checkGit, checkPython, checkTensorboard } from "./programs.ts";

/** Looks at everything. */
export async function examine(baseDir: string): Promise<Check[]> {
  const [git, python, runs] = await Promise.all([checkGit(), checkPython(), checkRuns(baseDir)]);
  const space = checkSpace(baseDir);
  return [
    checkDeno(),
    checkFolder(baseDir),
    ...space ? [space] : [],
    ...runs,
    git,
    python,
    checkTensorboard(),
  ];
}
