/**
 * The kernel beside the stock kernel and ipykernel, as a Jupyter client meets them:
 * `deno task bench --only kernel`.
 *
 * @module
 */

import { tempDir } from "../../tests/helpers/mod.ts";
import { python } from "../../tests/peers/python.ts";
import type { Benchmark, Row } from "../benchmark.ts";
import { installKernels, type MeasureKernel } from "./kernels.ts";
import { growing, idle } from "./memory.ts";
import { completion, display, lines, roundTrip, starting } from "./speed.ts";

const PARTS: ((measure: MeasureKernel) => Promise<Row[]>)[] = [
  starting,
  roundTrip,
  lines,
  display,
  completion,
  idle,
  growing,
];

/** Start, answers, outputs, completion and memory of the three kernels. */
export const kernel: Benchmark = {
  name: "kernel",
  async run({ log }) {
    using dir = tempDir("labbook-");
    const measure = await installKernels(dir, await python());
    const rows: Row[] = [];
    for (const part of PARTS) {
      log(`kernel: ${part.name} …`);
      rows.push(...await part(measure));
    }
    return rows;
  },
};
