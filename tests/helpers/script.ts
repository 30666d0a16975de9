/** Deno scripts in a process of their own, with the package's import map. @module */

import { fileURLToPath } from "node:url";
import { type ProcessOptions, type ProcessOutput, RunningProcess } from "./process.ts";

/** The repository's root folder. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** How a script is started. */
export interface ScriptOptions extends ProcessOptions {
  /** Flags such as `--allow-read=data`; everything is allowed by default, `[]` allows nothing. */
  permissions?: string[];
  /** More flags for `deno run`. */
  flags?: string[];
}

/**
 * Starts a script with the running Deno. It can import `@labbook/labbook` and the package's libraries
 * from wherever it lies, and never asks for a permission.
 */
export function startScript(script: string | URL, options: ScriptOptions = {}): RunningProcess {
  const { permissions = ["-A"], flags = [], args = [], ...rest } = options;
  const file = script instanceof URL ? fileURLToPath(script) : script;
  const config = ["--quiet", "--no-prompt", "--config", `${ROOT}deno.json`];
  return new RunningProcess(Deno.execPath(), {
    ...rest,
    args: ["run", ...config, ...permissions, ...flags, file, ...args],
  });
}

/** Runs a script to its end, whatever its exit code. */
export async function runScript(
  script: string | URL,
  options: ScriptOptions = {},
): Promise<ProcessOutput> {
  await using child = startScript(script, options);
  return await child.output;
}
