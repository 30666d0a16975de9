/** Makes the virtual environment in which the Python peers live. @module */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "../helpers/mod.ts";
import { findPython } from "./find_python.ts";

/** Where the environment lies, what it holds, and who is told about the progress. */
export interface ProvisionOptions {
  /** The environment's folder; `.venv` in the repository by default. */
  directory?: string;
  /** The requirements file; the pinned one beside this module by default. */
  requirements?: string;
  /** Is told what takes long. */
  log?: (message: string) => void;
}

const DIRECTORY = fileURLToPath(new URL("../../.venv", import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));
const LOCK = ".lock";
const STAMP = ".labbook-stamp";
const TEN_MINUTES = 600_000;

/** Tells whether the environment is already there and as required. */
export function isProvisioned(options: ProvisionOptions = {}): boolean {
  const { directory = DIRECTORY, requirements = REQUIREMENTS } = options;
  const stamp = join(directory, STAMP);
  return existsSync(interpreter(directory)) && existsSync(stamp) &&
    readFileSync(stamp, "utf8") === fingerprint(requirements);
}

/**
 * Makes the environment where it is missing or outdated, and returns its interpreter's path. Safe when
 * several processes call it at once: one works, the others wait.
 */
export async function provision(options: ProvisionOptions = {}): Promise<string> {
  const { directory = DIRECTORY, requirements = REQUIREMENTS, log = () => {} } = options;
  if (isProvisioned(options)) return interpreter(directory);
  mkdirSync(directory, { recursive: true });
  // The system gives this lock back when its process dies, however it dies.
  using lock = await Deno.open(join(directory, LOCK), { create: true, write: true });
  await lock.lock(true);
  if (isProvisioned(options)) return interpreter(directory);
  const found = findPython();
  if ("reason" in found) throw new Error(`Cannot provision Python peers: ${found.reason}`);
  log("Installing the Python packages that serve as peers (once)");
  for (const name of readdirSync(directory)) {
    if (name !== LOCK) rmSync(join(directory, name), { recursive: true, force: true });
  }
  await run(found.command, ["-m", "venv", directory]);
  await install(interpreter(directory), requirements, log);
  writeFileSync(join(directory, STAMP), fingerprint(requirements));
  return interpreter(directory);
}

async function install(
  python: string,
  requirements: string,
  log: (message: string) => void,
): Promise<void> {
  const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--only-binary=:all:"];
  const args = ["-m", "pip", "install", ...options, "-r", requirements];
  try {
    await run(python, args);
  } catch (error) {
    log(`${(error as Error).message}\nTrying once more, as the network may have failed`);
    await run(python, args);
  }
}

async function run(command: string, args: string[]): Promise<void> {
  // Settings of another environment would lead into it.
  const env = { PYTHONHOME: undefined, PYTHONPATH: undefined, VIRTUAL_ENV: undefined };
  const { code, stdout, stderr } = await runProcess(command, { args, env, timeout: TEN_MINUTES });
  if (code !== 0) {
    throw new Error(
      `Cannot provision Python peers: ${args.slice(0, 3).join(" ")} ended with code ${code}\n` +
        `${stdout}${stderr}`.trim(),
    );
  }
}

function fingerprint(requirements: string): string {
  return createHash("sha256").update(readFileSync(requirements)).digest("hex");
}

function interpreter(directory: string): string {
  return Deno.build.os === "windows"
    ? join(directory, "Scripts", "python.exe")
    : join(directory, "bin", "python");
}
