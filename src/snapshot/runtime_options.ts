/**
 * The options of the runtime that decide what a module means.
 *
 * @module
 */
import { resolve } from "node:path";
import type { MainModule } from "./main_module.ts";

/** What the command line tells of how modules are found and run. */
export interface RuntimeOptions {
  /** The file that `--config` names, absolute. */
  config?: string;
  /** Whether `--no-config` keeps Deno from looking for one, or for a package.json. */
  noConfig?: boolean;
  /** The file that `--import-map` names, absolute. */
  importMap?: string;
  /** The file that `--lock` names, absolute. */
  lock?: string;
  /** Other options that change what the code does, as they were given. */
  flags: string[];
}

/** Options whose value may be the next word. */
const SPLIT = /^(?:-c|--config|--import-map|--seed|--location)$/;
const SHORT: Record<string, string> = { "-c": "--config" };
const KEPT =
  /^--(?:unstable(?:-[a-z-]+)?|v8-flags|seed|location|no-npm|no-remote|conditions|node-modules-dir)(?:=|$)/;

/**
 * Reads the options before the main module in a command line.
 *
 * @param commandLine The whole command line.
 * @param cwd The working folder.
 * @param main What was started.
 */
export function readRuntimeOptions(
  commandLine: string[],
  cwd: string,
  main: MainModule,
): RuntimeOptions {
  const options: RuntimeOptions = { flags: [] };
  const end = commandLine.findIndex((word, i) => i > 0 && resolve(cwd, word) === main.path);
  const words = commandLine.slice(1, Math.max(end, 0));
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const separate = SPLIT.test(word) ? words[++i] : undefined;
    const full = separate === undefined ? word : `${SHORT[word] ?? word}=${separate}`;
    const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(full.replace(/^-c=?/, "--config=")) ?? [];
    if (name === "--config") options.config = resolve(cwd, value!);
    else if (name === "--import-map") options.importMap = resolve(cwd, value!);
    else if (name === "--lock") options.lock = resolve(cwd, value!);
    else if (full === "--no-config") options.noConfig = true;
    else if (KEPT.test(full)) options.flags.push(full);
  }
  return options;
}
