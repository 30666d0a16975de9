/** The kernels that are measured side by side. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ALL_PERMISSIONS, installKernel } from "../../src/kernel/mod.ts";
import { runProcess, type TempDir } from "../../tests/helpers/mod.ts";
import { jupyterEnvironment } from "../../tests/kernel/peer/mod.ts";
import type { BenchContext } from "../benchmark.ts";

/** A kernel by its name in Jupyter: ours, Deno's own, and Python's. */
export type KernelName = "labbook" | "deno" | "python";

/**
 * Measures one thing of one kernel in a fresh process of it. Undefined where another kernel than ours
 * failed again and again, which the report then says; throws where ours failed once.
 */
export type MeasureKernel = <T>(kernel: KernelName, what: Measure) => Promise<T | undefined>;

/** What `measure.py` measures. */
export type Measure = keyof typeof SECONDS;

/** How long a measurement may take before it counts as failed: several times what it takes. */
const SECONDS = {
  start: 20,
  round_trip: 30,
  many_lines: 60,
  display: 30,
  completion: 90,
  memory: 40,
  growth: 120,
  peak: 120,
};

const TITLES: Record<KernelName, string> = {
  labbook: "our kernel",
  deno: "the stock kernel",
  python: "ipykernel",
};
const SCRIPT = fileURLToPath(new URL("measure.py", import.meta.url));
// The script fails by itself, and ends its kernel, if it can.
const GRACE = 20;
// The stock kernel loses or garbles a message now and then; ours must not.
const ATTEMPTS = 3;

/** Installs the three kernels below a folder, for a Python that has Jupyter's packages. */
export async function installKernels(
  dir: TempDir,
  python: string,
  { log, noteMissing }: BenchContext,
): Promise<MeasureKernel> {
  await installKernel({
    place: { kind: "prefix", prefix: dir.path },
    name: "labbook",
    permissions: ALL_PERMISSIONS,
  });
  install("deno", [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
  install("python", [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]);
  const env = jupyterEnvironment(dir);
  const failed = new Set<string>();

  return async <T>(kernel: KernelName, what: Measure): Promise<T | undefined> => {
    const name = `${what} of ${TITLES[kernel]}`;
    // What failed in one repetition would only take long in the next.
    if (failed.has(name)) return undefined;
    let reason = "";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return await measureOnce(kernel, what) as T;
      } catch (cause) {
        reason = (cause as Error).message.split("\n")[0]!;
        if (kernel === "labbook") throw new Error(`Cannot measure ${name}: ${reason}`, { cause });
        log(`Cannot measure ${name}, attempt ${attempt} of ${ATTEMPTS}: ${reason}`);
      }
    }
    failed.add(name);
    noteMissing(`${name}, which failed ${ATTEMPTS} times (${reason})`);
    return undefined;
  };

  async function measureOnce(kernel: KernelName, what: Measure): Promise<unknown> {
    const language = kernel === "python" ? "python" : "typescript";
    const { code, stdout, stderr } = await runProcess(python, {
      args: [SCRIPT, kernel, what, language, String(SECONDS[what])],
      env,
      cwd: dir.path,
      timeout: (SECONDS[what] + GRACE) * 1000,
    });
    if (code !== 0) {
      // The last line of a traceback says what is wrong; where there is none, a signal ended it.
      const last = stderr.trimEnd().split("\n").at(-1) || `code ${code}`;
      throw new Error(`${last}\n${stdout}${stderr}`);
    }
    return JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
  }

  function install(name: KernelName, argv: string[]): void {
    const folder = join(dir.path, "share/jupyter/kernels", name);
    mkdirSync(folder, { recursive: true });
    const spec = { argv, display_name: name, language: name, interrupt_mode: "message" };
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
  }
}
