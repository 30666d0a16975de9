/**
 * What a run ran on and with.
 *
 * @module
 */
import os from "node:os";
import { resolve } from "node:path";
import process from "node:process";
import type { JsonValue } from "../store/mod.ts";
import { readCommandLine } from "./command_line.ts";
import { readTextIfPermitted } from "./files.ts";
import { findGpus } from "./gpus.ts";
import { classifyMainModule, codeFolder } from "./main_module.ts";
import { readLockedPackages } from "./packages.ts";
import { fact, mayReadSystem, mayReadVariable } from "./permissions.ts";
import type { ProcessFacts } from "./process_facts.ts";
import { findProject } from "./project.ts";
import { findPython } from "./python_packages.ts";
import { redactArgs, redactText } from "./redact.ts";
import { readRuntimeOptions } from "./runtime_options.ts";
import { readVariables } from "./variables.ts";

/** The content of environment.json. */
export type Environment = Record<string, JsonValue>;

/**
 * Captures the environment. What is not known, or not permitted to know, is null; what looks like a
 * secret is left out.
 *
 * @param facts The facts about the process.
 */
export async function captureEnvironment(facts: ProcessFacts): Promise<Environment> {
  const commandLine = await readCommandLine(facts);
  const [packages, { gpus, cudaVersion }, python] = await Promise.all([
    findPackages(facts, commandLine),
    findGpus(),
    findPython(),
  ]);
  const release = fact(mayReadSystem("osRelease"), () => os.release());
  const processors = fact(mayReadSystem("cpus"), () => os.cpus());
  const versions: Record<string, string | undefined> = process.versions;
  const args = redactArgs(facts.args);
  const environment = {
    // The keys that the Python tool of this layout writes.
    platform: [os.type(), release, os.arch()].filter((part) => part !== null).join("-"),
    timestamp: new Date().toISOString(),
    packages: packages.packages,
    cuda_available: gpus && gpus.length > 0,
    cuda_version: cudaVersion,
    gpu_count: gpus && gpus.length,
    gpu_names: (gpus ?? []).map(({ name }) => name),
    // Ours.
    deno_version: versions.deno ?? null,
    v8_version: versions.v8 ?? null,
    typescript_version: versions.typescript ?? null,
    node_version: versions.node ?? null,
    os: { name: os.type(), release, arch: os.arch() },
    cpu: processors &&
      { model: processors[0]?.model.trim() ?? null, count: processors.length },
    memory_bytes: fact(mayReadSystem("systemMemoryInfo"), () => os.totalmem()),
    gpus: gpus as JsonValue,
    hostname: fact(mayReadSystem("hostname"), () => os.hostname()),
    user: userName(),
    main_module: facts.mainModule === null ? null : redactText(facts.mainModule),
    args,
    args_redacted: args.some((arg, i) => arg !== facts.args[i]),
    command_line: redactArgs(commandLine),
    cwd: facts.cwd,
    permissions: facts.permissions,
    packages_source: packages.source,
    python: python as JsonValue,
    environment_variables: readVariables(),
  };
  return environment;
}

function userName(): string | null {
  const told = fact(
    ["uid", "gid", "username", "homedir"].every(mayReadSystem),
    () => os.userInfo().username,
  );
  if (told !== null) return told;
  const variable = process.platform === "win32" ? "USERNAME" : "USER";
  return fact(mayReadVariable(variable), () => process.env[variable] ?? null);
}

/** Finds the packages that the lock file names, and says where they were found. */
async function findPackages(
  facts: ProcessFacts,
  commandLine: string[],
): Promise<{ packages: Record<string, string>; source: string | null }> {
  const main = classifyMainModule(facts.mainModule);
  const folder = facts.cwd ?? ".";
  // Whatever its name, the same configuration applies to a module of the folder.
  const path = resolve(codeFolder(facts) ?? folder, "main.ts");
  const { lock } = await findProject(path, readRuntimeOptions(commandLine, folder, main));
  const text = lock === undefined ? undefined : await readTextIfPermitted(lock);
  const packages = text === undefined ? null : fact(true, () => readLockedPackages(text));
  return { packages: packages ?? {}, source: packages && "deno.lock" };
}
