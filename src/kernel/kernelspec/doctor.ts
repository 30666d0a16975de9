/**
 * Whether the kernel can start here, and whether Jupyter finds it.
 *
 * @module
 */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import config from "../../../deno.json" with { type: "json" };
import { isTooOld, OLDEST_DENO } from "../../session/mod.ts";
import { historyPath } from "../history/mod.ts";
import { type InstalledSpec, isOurs, listKernels } from "./installed.ts";
import { examineSession } from "./session_check.ts";
import { startedBy } from "./spec.ts";

/** How long a program has to tell of itself, in milliseconds. */
const PATIENCE = 30_000;

/** One thing that was looked at. */
export interface KernelCheck {
  /** What was looked at. */
  name: string;
  /** Whether it is well; a note is worth knowing, and no problem. */
  state: "ok" | "note" | "problem";
  /** What was found. */
  message: string;
  /** What to do about it. */
  remedy?: string;
}

/** Whether a Deno is new enough for the kernel. */
export function checkKernelDeno(version: string = Deno.version.deno): KernelCheck {
  return isTooOld(version)
    ? {
      name: "deno",
      state: "problem",
      message: `${version} is older than ${OLDEST_DENO}`,
      remedy: "deno upgrade",
    }
    : { name: "deno", state: "ok", message: version };
}

function isMissing(place: string): boolean {
  // What is not on this disk is only known to be there once it is started.
  return !/^[a-z]+:\/\//.test(place) && !existsSync(place);
}

/** Whether what a kernelspec starts is still there. */
export function checkSpec(kernel: InstalledSpec): KernelCheck {
  const { name, path, spec, version, hiddenBy } = kernel;
  const again = `labbook kernel install --name ${name}`;
  const { deno, main } = startedBy(spec);
  const check = (state: KernelCheck["state"], message: string, remedy?: string): KernelCheck => ({
    name: "kernel",
    state,
    message: `${name}: ${message}`,
    ...remedy === undefined ? {} : { remedy },
  });
  const missing = [deno, main].find(isMissing);
  if (missing !== undefined) return check("problem", `${missing} is gone`, again);
  if (hiddenBy !== undefined) {
    // Two of ours, such as one of this user and one of an environment, do no harm.
    return check(
      isOurs(hiddenBy) ? "note" : "problem",
      `Jupyter takes ${hiddenBy} in place of ${path}`,
      "remove one of the two, or install ours with another --name",
    );
  }
  if (version !== config.version) {
    return check("note", `${path} is of Labbook ${version}, this is ${config.version}`, again);
  }
  return check("ok", path);
}

interface Answer {
  success: boolean;
  text: string;
}

/** What a program prints; undefined where there is no such program. */
async function ask(program: string, args: string[]): Promise<Answer | undefined> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args,
      stdin: "null",
      signal: AbortSignal.timeout(PATIENCE),
    }).output();
    const text = new TextDecoder().decode(success ? stdout : stderr).trim();
    return { success, text };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The version of the Python that the PATH finds. */
async function checkPython(): Promise<KernelCheck> {
  const answer = await ask("python3", ["--version"]) ?? await ask("python", ["--version"]);
  return answer?.success ? { name: "python", state: "ok", message: answer.text } : {
    name: "python",
    state: "note",
    message: "not found: only Jupyter needs it, labbook run does not",
  };
}

/** Whether Jupyter finds the kernelspecs that we find. */
async function checkJupyter(kernels: readonly InstalledSpec[]): Promise<KernelCheck> {
  const name = "jupyter";
  const answer = await ask("jupyter", ["kernelspec", "list", "--json"]);
  if (answer === undefined) {
    return {
      name,
      state: "note",
      message: "not found on the PATH: an editor may bring its own, labbook run needs none",
      remedy: "pip install jupyterlab",
    };
  }
  if (!answer.success) {
    const reason = answer.text.split("\n").at(-1);
    return { name, state: "problem", message: `it cannot list its kernels: ${reason}` };
  }
  const found = new Set(
    Object.values(JSON.parse(answer.text).kernelspecs as Record<string, { resource_dir: string }>)
      .map(({ resource_dir }) => resource_dir),
  );
  const unknown = kernels.find(({ path, hiddenBy }) => hiddenBy === undefined && !found.has(path));
  if (unknown) {
    return {
      name,
      state: "problem",
      message: `it does not find ${unknown.path}`,
      remedy: "labbook kernel install --sys-prefix, in the environment of that Jupyter",
    };
  }
  return {
    name,
    state: "ok",
    message: kernels.length === 0 ? "it answers" : "it finds what is installed",
  };
}

/** Whether the history of cells can be kept. */
export function checkHistory(path: string = historyPath()): KernelCheck {
  let nearest = path;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return { name: "history", state: "ok", message: path };
  } catch {
    return {
      name: "history",
      state: "note",
      message: `${nearest} cannot be written: cells are not kept beyond a session`,
    };
  }
}

/** Looks at everything. */
export async function examineKernels(): Promise<KernelCheck[]> {
  const kernels = listKernels();
  const [session, python, jupyter] = await Promise.all([
    examineSession(),
    checkPython(),
    checkJupyter(kernels),
  ]);
  const installed: KernelCheck[] = kernels.length > 0 ? kernels.map(checkSpec) : [{
    name: "kernel",
    state: "problem",
    message: "not installed",
    remedy: "labbook kernel install",
  }];
  return [checkKernelDeno(), session, checkHistory(), ...installed, python, jupyter];
}
