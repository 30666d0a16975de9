/**
 * The test task: installs the Python peers, runs the tests and the examples in the documentation, and
 * closes with `N passed, N failed, N skipped`.
 *
 * ```sh
 * deno task test                         # everything
 * deno task test tests/store             # some files
 * deno task test --filter "torn line"    # any option of deno test
 * ```
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findPython } from "../tests/peers/find_python.ts";
import { isProvisioned, provision } from "../tests/peers/provision.ts";
import { PEERS_ERROR } from "../tests/peers/python.ts";
import { formatCounts, RunnerOutput } from "./closing_line.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const EVERYTHING = ["tests", "mod.ts", "src", "magics", "README.md"];

/** Runs the tests with the given arguments of `deno test`, and returns the exit code. */
export async function runTests(args: readonly string[]): Promise<number> {
  const env = await preparePeers();
  const chosen = args.some((arg) => !arg.startsWith("-") && existsSync(join(ROOT, arg)));
  const paths = chosen ? [] : EVERYTHING.filter((path) => existsSync(join(ROOT, path)));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--doc", ...args, ...paths],
    cwd: ROOT,
    env: Deno.stdout.isTerminal() ? env : { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const output = new RunnerOutput();
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    process.stdout.write(chunk);
    output.add(decoder.decode(chunk, { stream: true }));
  }
  const { code } = await child.status;
  const counts = output.counts(code);
  const skipped = output.skipped.map((name) => `skipped: ${name}\n`).join("");
  process.stdout.write(`${skipped}${formatCounts(counts)}\n`);
  return code === 0 && counts.failed > 0 ? 1 : code;
}

/** Installs the Python peers; what goes wrong is for the tests that need them to report. */
async function preparePeers(): Promise<Record<string, string>> {
  const found = isProvisioned() ? undefined : findPython();
  if (found !== undefined && "reason" in found) {
    const outcome = Deno.env.get("CI") ? "fail" : "are skipped";
    console.error(`Tests with Python peers ${outcome}: ${found.reason}`);
    return {};
  }
  try {
    await provision({ log: (message) => console.error(message) });
    return {};
  } catch (error) {
    return { [PEERS_ERROR]: (error as Error).message };
  }
}

if (import.meta.main) Deno.exitCode = await runTests(Deno.args);
