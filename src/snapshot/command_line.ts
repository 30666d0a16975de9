/**
 * How a process was started.
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isAllPermitted } from "../store/mod.ts";
import { readTextIfPermitted } from "./files.ts";
import type { ProcessFacts } from "./process_facts.ts";

/**
 * The whole command line, with the runtime's own options; it may hold secrets. Where the system does
 * not tell, it is the program, the main module and its arguments.
 */
export async function readCommandLine(facts: ProcessFacts): Promise<string[]> {
  // Deno keeps /proc for processes that may do everything.
  if (process.platform === "linux" && isAllPermitted()) {
    const words = (await readTextIfPermitted(`/proc/${facts.pid}/cmdline`))?.split("\0");
    if (words && words.length > 1) return words.slice(0, -1);
  }
  const { execPath, mainModule, args } = facts;
  return [
    ...execPath === null ? [] : [execPath],
    ...mainModule === null ? [] : [scriptName(mainModule)],
    ...args,
  ];
}

function scriptName(mainModule: string): string {
  try {
    return fileURLToPath(mainModule);
  } catch {
    return mainModule;
  }
}
