/** Fresh processes that measure something and print it as JSON. @module */

import process from "node:process";
import { fileURLToPath } from "node:url";
import { runProcess } from "../tests/helpers/mod.ts";

const CONFIG = fileURLToPath(new URL("../deno.json", import.meta.url));
const TIMEOUT = 600_000;

function scriptPath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Runs a script from `children/`, and returns what its last line of output says. */
export async function runChild<T>(name: string, ...args: (string | number)[]): Promise<T> {
  return lastLine(await runScript(name, ...args)) as T;
}

/** Runs a script from `children/`, and returns its output. */
export function runScript(name: string, ...args: (string | number)[]): Promise<string> {
  const script = scriptPath(`children/${name}`);
  return run(Deno.execPath(), ["run", "-A", "--config", CONFIG, script, ...args]);
}

/** Runs a script from `peers/` with Python, and returns what its last line of output says. */
export async function runPeer<T>(
  python: string,
  name: string,
  ...args: (string | number)[]
): Promise<T> {
  return lastLine(await run(python, [scriptPath(`peers/${name}`), ...args])) as T;
}

async function run(command: string, given: (string | number)[]): Promise<string> {
  const args = given.map(String);
  const { code, stdout, stderr } = await runProcess(command, { args, timeout: TIMEOUT });
  if (code !== 0) {
    throw new Error(
      `Cannot measure: ${args.join(" ")} ended with code ${code}\n${stdout}${stderr}`,
    );
  }
  return stdout;
}

function lastLine(stdout: string): unknown {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
}

/** Prints what a child measured: the last thing it does. */
export function report(result: unknown): void {
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}
