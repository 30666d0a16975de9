/** How much memory the kernel and its session take together. @module */

import type { Row } from "../benchmark.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { byTurns, type KernelName, type MeasureKernel } from "./kernels.ts";

const ALL: KernelName[] = ["labbook", "deno", "python"];
const MEGABYTE = 1e6;

/** Bytes: what processes share is counted once in `pss`, in each of them in `rss`. */
interface Memory {
  pss: number;
  rss: number;
}

/** All processes, idle after a cell. */
export async function idle(measure: MeasureKernel): Promise<Row[]> {
  const found = await byTurns<Memory>(measure, "memory", ALL, 3);
  const middle = (kernel: KernelName, key: keyof Memory): string =>
    short(median(found[kernel].map((memory) => memory[key])) / MEGABYTE);
  const [pss, rss] = (["pss", "rss"] as const).map((key) =>
    `ours ${middle("labbook", key)}, stock ${middle("deno", key)}, ipykernel ${
      middle("python", key)
    }`
  );
  return [{
    what: "memory of all processes, idle / stock kernel",
    measured: spread(found.labbook.map((memory, i) => memory.pss / found.deno[i]!.pss)),
    unit: "×",
    limit: 1,
    inclusive: false,
    numbers: `MB of PSS: ${pss}; of RSS: ${rss}`,
  }];
}

/** After 1,000 cells, and at the most while a cell prints 1,000,000 lines. */
export async function growing(measure: MeasureKernel): Promise<Row[]> {
  const kernels: KernelName[] = ["labbook", "python"];
  const growth = await byTurns<{ bytes: number }>(measure, "growth", kernels, 2);
  const peak = await byTurns<{ bytes: number; ms: number }>(measure, "peak", kernels, 2);
  const inMegabytes = (results: { bytes: number }[]): number[] =>
    results.map(({ bytes }) => bytes / MEGABYTE);
  const row = { unit: "MB", inclusive: false } as const;
  return [
    {
      ...row,
      what: "growth over 1,000 cells",
      measured: spread(inMegabytes(growth.labbook)),
      limit: 20,
      numbers: `ipykernel ${short(median(inMegabytes(growth.python)))} MB`,
    },
    {
      ...row,
      what: "peak while a cell prints 1,000,000 lines",
      measured: spread(inMegabytes(peak.labbook)),
      limit: 300,
      numbers: `in ${short(median(peak.labbook.map(({ ms }) => ms / 1000)))} s; ipykernel ${
        short(median(inMegabytes(peak.python)))
      } MB in ${short(median(peak.python.map(({ ms }) => ms / 1000)))} s`,
    },
  ];
}
