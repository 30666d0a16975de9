/** How much memory the kernel and its session take together. @module */

import type { Row } from "../benchmark.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { byTurns, each, numbersOf, ratios, sideBySide } from "./compare.ts";
import type { MeasureKernel } from "./kernels.ts";

const MEGABYTE = 1e6;
// No bar compares growth: ipykernel's is there to judge ours by, and the stock kernel's lines take minutes.
const FOR_BARS = { labbook: 2, python: 1 };

/** Bytes: what processes share is counted once in `pss`, in each of them in `rss`. */
interface Memory {
  pss: number;
  rss: number;
}

/** Bytes that no file backs, at rest before and after the cells. */
interface Growth {
  before: number;
  after: number;
}

interface Peak {
  bytes: number;
  ms: number;
}

/** All processes, idle after a cell; nothing has been completed. */
export async function idle(measure: MeasureKernel): Promise<Row[]> {
  const found = await byTurns<Memory>(measure, "memory", each(3));
  return [{
    what: "memory of all processes, idle / stock kernel",
    measured: ratios(found, "deno", ({ pss }) => pss),
    unit: "×",
    limit: 1,
    inclusive: false,
    numbers: `MB of PSS: ${sideBySide(found, ({ pss }) => pss / MEGABYTE)}; of RSS: ${
      sideBySide(found, ({ rss }) => rss / MEGABYTE)
    }`,
  }];
}

/**
 * Over 1,000 cells that declare, print and show, after 200 of the same that let the compilers and
 * caches fill. What is compared is the memory of all processes that no file backs, which a leak adds
 * to, after 12 s of rest each time, as V8 collects then.
 */
export async function growth(measure: MeasureKernel): Promise<Row[]> {
  const found = await byTurns<Growth>(measure, "growth", FOR_BARS);
  const grown = ({ before, after }: Growth): number => (after - before) / MEGABYTE;
  const before = numbersOf(found, "labbook", (growth) => growth.before / MEGABYTE);
  return [{
    what: "growth over 1,000 cells, after 200",
    measured: spread(numbersOf(found, "labbook", grown)),
    unit: "MB",
    limit: 20,
    inclusive: false,
    numbers: `anonymous PSS at rest: ${sideBySide(found, grown)}; ours had ${
      short(median(before))
    } MB before`,
  }];
}

/** At the most while a cell prints 1,000,000 lines. */
export async function peak(measure: MeasureKernel): Promise<Row[]> {
  const found = await byTurns<Peak>(measure, "peak", FOR_BARS);
  const megabytes = ({ bytes }: Peak): number => bytes / MEGABYTE;
  return [{
    what: "peak while a cell prints 1,000,000 lines",
    measured: spread(numbersOf(found, "labbook", megabytes)),
    unit: "MB",
    limit: 300,
    inclusive: false,
    numbers: `MB of PSS: ${sideBySide(found, megabytes)}; seconds: ${
      sideBySide(found, ({ ms }) => ms / 1000)
    }`,
  }];
}
