/** The kernels that are measured side by side. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ALL_PERMISSIONS, installKernel } from "../../src/kernel/mod.ts";
import { runProcess, type TempDir } from "../../tests/helpers/mod.ts";
import { jupyterEnvironment } from "../../tests/kernel/peer/mod.ts";

/** A kernel by its name in Jupyter: ours, Deno's own, and Python's. */
export type KernelName = "labbook" | "deno" | "python";

/** What `measure.py` measures. */
export type Measure =
  | "start"
  | "round_trip"
  | "many_lines"
  | "display"
  | "completion"
  | "memory"
  | "growth"
  | "peak";

/** Measures one thing of one kernel in a fresh process of it. */
export type MeasureKernel = <T>(kernel: KernelName, what: Measure) => Promise<T>;

const SCRIPT = fileURLToPath(new URL("measure.py", import.meta.url));
const TIMEOUT = 600_000;
const ATTEMPTS = 3;

/** Installs the three kernels below a folder, for a Python that has Jupyter's packages. */
export async function installKernels(dir: TempDir, python: string): Promise<MeasureKernel> {
  await installKernel({
    place: { kind: "prefix", prefix: dir.path },
    name: "labbook",
    permissions: ALL_PERMISSIONS,
  });
  install("deno", [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
  install("python", [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]);
  const env = jupyterEnvironment(dir);
  return async (kernel, what) => {
    const args = [SCRIPT, kernel, what, kernel === "python" ? "python" : "typescript"];
    const options = { args, env, cwd: dir.path, timeout: TIMEOUT };
    for (let attempt = 1;; attempt++) {
      const { code, stdout, stderr } = await runProcess(python, options);
      if (code === 0) return JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
      // The stock kernel loses a message now and then; ours must not.
      if (kernel !== "labbook" && attempt < ATTEMPTS) continue;
      throw new Error(`Cannot measure ${what} of ${kernel}: code ${code}\n${stdout}${stderr}`);
    }
  };

  function install(name: KernelName, argv: string[]): void {
    const folder = join(dir.path, "share/jupyter/kernels", name);
    mkdirSync(folder, { recursive: true });
    const spec = { argv, display_name: name, language: name, interrupt_mode: "message" };
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
  }
}

/** Measures kernels by turns, so that what disturbs the machine disturbs all of them. */
export async function byTurns<T>(
  measure: MeasureKernel,
  what: Measure,
  kernels: readonly KernelName[],
  repetitions: number,
): Promise<Record<KernelName, T[]>> {
  const results: Record<KernelName, T[]> = { labbook: [], deno: [], python: [] };
  for (let i = 0; i < repetitions; i++) {
    for (const kernel of i % 2 === 0 ? kernels : kernels.toReversed()) {
      results[kernel].push(await measure<T>(kernel, what));
    }
  }
  return results;
}
