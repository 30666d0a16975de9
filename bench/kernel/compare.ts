/** Measurements of the kernels by turns, and what they say side by side. @module */

import { short } from "../report.ts";
import { median, type Spread, spread } from "../statistics.ts";
import type { KernelName, Measure, MeasureKernel } from "./kernels.ts";

const ALL: readonly KernelName[] = ["labbook", "deno", "python"];
const TITLES: Record<KernelName, string> = {
  labbook: "ours",
  deno: "stock",
  python: "ipykernel",
};

/** As many repetitions of each kernel. */
export function each(repetitions: number): Record<KernelName, number> {
  return { labbook: repetitions, deno: repetitions, python: repetitions };
}

/** The results of each kernel, a round at each index; undefined where a peer failed. */
export type Results<T> = Record<KernelName, (T | undefined)[]>;

/** Measures kernels by turns, so that what disturbs the machine disturbs all of them. */
export async function byTurns<T>(
  measure: MeasureKernel,
  what: Measure,
  repetitions: Partial<Record<KernelName, number>>,
): Promise<Results<T>> {
  const results: Results<T> = { labbook: [], deno: [], python: [] };
  for (let i = 0; i < Math.max(...Object.values(repetitions)); i++) {
    const kernels = ALL.filter((kernel) => i < (repetitions[kernel] ?? 0));
    for (const kernel of i % 2 === 0 ? kernels : kernels.toReversed()) {
      results[kernel].push(await measure<T>(kernel, what));
    }
  }
  return results;
}

/** The numbers of one kernel, without the rounds in which it failed. */
export function numbersOf<T>(
  results: Results<T>,
  kernel: KernelName,
  read: (result: T) => number,
): number[] {
  return results[kernel].filter((result) => result !== undefined).map(read);
}

/** Ours against another kernel's in the same round; undefined where that kernel failed in all of them. */
export function ratios<T>(
  results: Results<T>,
  other: KernelName,
  read: (result: T) => number,
): Spread | undefined {
  const found = results.labbook.flatMap((ours, i) => {
    const theirs = results[other][i];
    return ours === undefined || theirs === undefined ? [] : [read(ours) / read(theirs)];
  });
  return found.length === 0 ? undefined : spread(found);
}

/** The medians of the kernels that were measured: `ours 1.2, stock failed, ipykernel 3.4`. */
export function sideBySide<T>(results: Results<T>, read: (result: T) => number): string {
  return ALL.filter((kernel) => results[kernel].length > 0).map((kernel) => {
    const numbers = numbersOf(results, kernel, read);
    return `${TITLES[kernel]} ${numbers.length === 0 ? "failed" : short(median(numbers))}`;
  }).join(", ");
}
