/**
 * Takes the whole snapshot of a run.
 *
 * @module
 */
import { resolve } from "node:path";
import { type GitSummary, isPermitted, stringifyJson, writeFileAtomic } from "../store/mod.ts";
import { snapshotCode } from "./code.ts";
import { readCommandLine } from "./command_line.ts";
import { captureEnvironment } from "./environment.ts";
import { snapshotGit } from "./git.ts";
import { classifyMainModule, codeFolder } from "./main_module.ts";
import type { ProcessFacts } from "./process_facts.ts";
import { readRuntimeOptions } from "./runtime_options.ts";

/** How many sentences about the code go into the run's summary; code.json has them all. */
const MAX_WARNINGS = 20;

/** What to take, and where to put it. */
export interface SnapshotOrder {
  /** The facts about the process. */
  facts: ProcessFacts;
  /** The run's folder for code. */
  codeDir: string;
  /** The file for the environment. */
  environmentFile: string;
  /** Folders that are no code, such as the folder of all runs. */
  exclude: string[];
  /** Whether to keep the code, and the git state. */
  saveCode: boolean;
  /** Whether to keep the environment. */
  saveEnv: boolean;
}

/** What was taken. */
export interface Snapshot {
  /** The git state, where it was looked for. */
  git?: GitSummary;
  /** What is missing, one sentence each. */
  warnings: string[];
}

/** Takes the snapshot. What the world refuses is a warning, and keeps nothing else from being taken. */
export async function takeSnapshot(order: SnapshotOrder): Promise<Snapshot> {
  const { facts, codeDir, environmentFile, saveCode, saveEnv } = order;
  const cwd = facts.cwd ?? ".";
  const exclude = order.exclude.map((folder) => resolve(cwd, folder));
  const warnings: string[] = [];
  const attempt = async <T>(what: string, take: () => Promise<T>): Promise<T | undefined> => {
    try {
      checkPermitted(codeDir);
      checkPermitted(environmentFile);
      return await take();
    } catch (error) {
      warnings.push(`${what} is not recorded: ${(error as Error).message}`);
      return undefined;
    }
  };
  const [git, code] = await Promise.all([
    saveCode && facts.cwd !== null
      ? attempt("The git state", async () => {
        // The code is what counts, wherever it was started from.
        return await snapshotGit(cwd, codeDir, { exclude, codeFolder: codeFolder(facts) });
      })
      : undefined,
    saveCode && !facts.isNotebook
      ? attempt("The code", async () => {
        const { mainModule } = facts;
        const main = classifyMainModule(mainModule);
        const options = readRuntimeOptions(await readCommandLine(facts), cwd, main);
        return await snapshotCode({ mainModule, codeDir, exclude, options });
      })
      : undefined,
    saveEnv
      ? attempt("The environment", async () => {
        const environment = await captureEnvironment(facts);
        writeFileAtomic(environmentFile, stringifyJson(environment, 2) + "\n");
      })
      : undefined,
  ]);
  warnings.push(...git?.warnings ?? []);
  warnings.push(...shorten(code?.warnings ?? []));
  if (!git) return { warnings };
  const { commit, branch, dirty } = git;
  return { git: { commit, branch, dirty }, warnings };
}

/** Deno would ask the user otherwise. */
function checkPermitted(path: string): void {
  for (const name of ["read", "write"] as const) {
    if (!isPermitted({ name, path })) throw new Error(`it needs --allow-${name} for ${path}`);
  }
}

function shorten(warnings: string[]): string[] {
  if (warnings.length <= MAX_WARNINGS) return warnings;
  const rest = warnings.length - MAX_WARNINGS;
  return [...warnings.slice(0, MAX_WARNINGS), `code/code.json has ${rest} more warnings`];
}
