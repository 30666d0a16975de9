/**
 * The quality gate: format, lint, types, documentation, room boundaries, what would be published, and
 * all tests. Every part runs, also after one has failed.
 *
 * ```sh
 * deno task ok            # everything
 * deno task ok --no-test  # all but the tests
 * ```
 *
 * @module
 */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkRooms } from "./rooms.ts";
import { runTests } from "./test.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A part of the gate: returns what is wrong, or undefined. */
type Part = () => Promise<string | undefined>;

const PARTS: Record<string, Part> = {
  format: () => deno("fmt", "--check"),
  lint: () => deno("lint"),
  types: () => deno("check"),
  documentation: () => deno("doc", "--lint", "mod.ts", "src/cli/main.ts", ...doors()),
  rooms: async () => (await checkRooms(ROOT)).join("\n") || undefined,
  publish: () => deno("publish", "--dry-run", "--allow-dirty"),
};

const TESTS = async (): Promise<string | undefined> =>
  await runTests([]) === 0 ? undefined : "See the tests' own report above";

async function deno(...args: string[]): Promise<string | undefined> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: Deno.stdout.isTerminal() ? {} : { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return undefined;
  // deno doc prints the documentation itself there, thousands of lines.
  const shown = args[0] === "doc" ? [stderr] : [stdout, stderr];
  return shown.map((bytes) => new TextDecoder().decode(bytes)).join("").trim();
}

function doors(): string[] {
  return readdirSync(join(ROOT, "src")).map((room) => `src/${room}/mod.ts`)
    .filter((door) => existsSync(join(ROOT, door)));
}

async function runGate(parts: Record<string, Part>): Promise<string[]> {
  const failures: [name: string, message: string][] = [];
  for (const [name, part] of Object.entries(parts)) {
    const start = performance.now();
    const problem = await part();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${problem === undefined ? "ok    " : "FAILED"} ${name.padEnd(14)} ${seconds} s`);
    if (problem !== undefined) failures.push([name, problem]);
  }
  for (const [name, message] of failures) console.log(`\n--- ${name}\n${message}`);
  return failures.map(([name]) => name);
}

if (import.meta.main) {
  const unknown = Deno.args.filter((arg) => arg !== "--no-test");
  if (unknown.length > 0) {
    console.error(`Cannot understand ${unknown.join(" ")}: the only option is --no-test`);
    Deno.exit(2);
  }
  const withTests = Deno.args.length === 0;
  const failed = await runGate(withTests ? { ...PARTS, tests: TESTS } : PARTS);
  console.log(
    failed.length === 0 ? "\nThe gate is open" : `\nThe gate is shut: ${failed.join(", ")}`,
  );
  if (failed.length > 0) Deno.exitCode = 1;
}
