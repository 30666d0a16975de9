/** Takes the code of a script and runs it again somewhere else. @module */

import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { type ProcessOutput, runProcess, type TempDir, tempDir } from "../helpers/mod.ts";
import { snapshotCode } from "../../src/snapshot/code.ts";
import type { CodeManifest } from "../../src/snapshot/code_manifest.ts";
import { restoreCode } from "../../src/snapshot/mod.ts";

/** A folder with a project in it, and a run folder beside. */
export interface Bench extends Disposable {
  /** The project's folder. */
  project: TempDir;
  /** The run's folder. */
  run: TempDir;
}

/** Writes files into a new project. */
export function bench(files: Record<string, string | Uint8Array>): Bench {
  const project = tempDir();
  const run = tempDir();
  for (const [name, content] of Object.entries(files)) project.write(name, content);
  return {
    project,
    run,
    [Symbol.dispose]() {
      project[Symbol.dispose]();
      run[Symbol.dispose]();
    },
  };
}

/** Takes the code of one of the project's modules. */
export async function take(
  { project, run }: Bench,
  main: string,
  options: Partial<Parameters<typeof snapshotCode>[0]> = {},
): Promise<CodeManifest> {
  const mainModule = pathToFileURL(project.join(main)).href;
  return await snapshotCode({ mainModule, codeDir: run.join("code"), exclude: [], ...options });
}

/** The paths of the kept files. */
export function paths(manifest: CodeManifest): string[] {
  return manifest.files.map(({ path }) => path);
}

/** The text of code.json. */
export function manifestText({ run }: Bench): string {
  return readFileSync(run.join("code", "code.json"), "utf8");
}

/** Restores the code into a new folder, after the project is gone, and runs it there. */
export async function runAgain(
  { project, run }: Bench,
  args: string[] = [],
): Promise<ProcessOutput> {
  project[Symbol.dispose]();
  using target = tempDir();
  const restored = await restoreCode(run.path, target.path);
  const config = restored.configFile === undefined ? [] : ["--config", restored.configFile];
  return await runProcess(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "-A", ...config, ...restored.flags],
      restored.entry,
      ...args,
    ],
    cwd: target.path,
  });
}
