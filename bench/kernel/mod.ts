/**
 * The kernel beside the stock kernel and ipykernel, as a Jupyter client meets them:
 *
 * ```sh
 * deno task bench --only kernel   # about five minutes; installs the tests' peers into .venv once
 * ```
 *
 * A measurement of ours that fails leaves out the rows of its part, and the exit code is 1; another
 * kernel's is tried three times, and then told as failed. Memory is measured on Linux only.
 *
 * @module
 */

import { runProcess, tempDir } from "../../tests/helpers/mod.ts";
import type { BenchContext, Benchmark, Row } from "../benchmark.ts";
import { JUPYTER } from "../peers.ts";
import { completion } from "./completion.ts";
import { installKernels, type MeasureKernel } from "./kernels.ts";
import { growth, idle, peak } from "./memory.ts";
import { display, lines, roundTrip, starting } from "./speed.ts";

type Part = (measure: MeasureKernel) => Promise<Row[]>;

const SPEED: Part[] = [starting, roundTrip, lines, display, completion];
const MEMORY: Part[] = [idle, growth, peak];

/** Start, answers, outputs, completion and memory of the three kernels. */
export const kernel: Benchmark = {
  name: "kernel",
  async run(context) {
    const python = await context.findPeers(JUPYTER);
    if ("missing" in python) {
      context.noteMissing(`the kernel, which a Jupyter client measures (${python.missing})`);
      return [];
    }
    await noteVersions(context, python.path);
    using dir = tempDir("labbook-");
    const measure = await installKernels(dir, python.path, context);
    const rows: Row[] = [];
    for (const part of parts(context)) {
      context.log(`kernel: ${part.name} …`);
      try {
        rows.push(...await part(measure));
      } catch (error) {
        context.noteFailure(`kernel: ${part.name}`, error);
      }
    }
    return rows;
  },
};

function parts({ noteMissing }: BenchContext): Part[] {
  if (Deno.build.os === "linux") return [...SPEED, ...MEMORY];
  noteMissing("the kernel's memory, which is read from Linux's /proc");
  return SPEED;
}

async function noteVersions({ noteVersion }: BenchContext, python: string): Promise<void> {
  const script =
    "import importlib.metadata as m; print(m.version('ipykernel'), m.version('jupyter_client'))";
  const { stdout } = await runProcess(python, { args: ["-c", script] });
  const [ipykernel, client] = stdout.trim().split(" ");
  noteVersion("ipykernel", ipykernel!);
  noteVersion("jupyter_client", client!);
}
