/** How long a completion takes. @module */

import type { Row } from "../benchmark.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { byTurns, each, numbersOf, sideBySide } from "./compare.ts";
import type { MeasureKernel } from "./kernels.ts";

/** Milliseconds of the first answer and of the median later, and bytes with the language server. */
interface Completed {
  first: number;
  idle: number;
  busy?: number;
  memory: number;
}

/** Completion from types and live values, idle and while a cell runs, which only ours answers then. */
export async function completion(measure: MeasureKernel): Promise<Row[]> {
  const found = await byTurns<Completed>(measure, "completion", each(2));
  const ours = (read: (result: Completed) => number): number[] => numbersOf(found, "labbook", read);
  const row = { unit: "ms", limit: 50, inclusive: false } as const;
  return [
    {
      ...row,
      what: "completion, idle",
      measured: spread(ours(({ idle }) => idle)),
      numbers: `ms: ${sideBySide(found, ({ idle }) => idle)}; the first: ${
        sideBySide(found, ({ first }) => first)
      }`,
    },
    {
      ...row,
      what: "completion while a cell runs",
      measured: spread(ours(({ busy }) => busy!)),
      numbers: `the others answer after the cell; ours has ${
        short(median(ours(({ memory }) => memory / 1e6)))
      } MB with the language server`,
    },
  ];
}
