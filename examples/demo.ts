/**
 * Runs the notebook `quickstart.ipynb`, compares the runs that it tracked, and tells where everything is.
 *
 * ```sh
 * deno task demo
 * ```
 *
 * @module
 */

import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NOTEBOOKS = join(ROOT, "notebooks");
const RUNS = join(NOTEBOOKS, "experiments");

await labbook("run", shown(join(NOTEBOOKS, "quickstart.ipynb")));
await labbook("compare", "penguins/*", "--last", "3");
console.log(`
The notebook with its outputs  ${shown(join(NOTEBOOKS, "quickstart.executed.ipynb"))}
The report, for a browser      ${shown(join(NOTEBOOKS, "report.html"))}
The runs, a folder each        ${shown(join(RUNS, "penguins"))}

Go on with:
  deno task labbook --dir ${shown(RUNS)} show hidden-16
  deno task labbook --dir ${shown(RUNS)} diff linear hidden-16
  deno task labbook kernel install   # then: jupyter lab notebooks
`);

/** Runs the command line, which shows what it does; ends with its exit code where it fails. */
async function labbook(...args: string[]): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(ROOT, "src/cli/main.ts"), ...args],
    // Where the user's own settings would put them elsewhere, the notebook would not find them.
    env: { LABBOOK_DIR: RUNS },
    stdin: "null",
  }).spawn().status;
  if (code !== 0) Deno.exit(code);
}

function shown(path: string): string {
  return relative(".", path);
}
