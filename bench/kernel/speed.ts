/** How fast the kernel starts, answers and shows. @module */

import type { Row } from "../benchmark.ts";
import { spread } from "../statistics.ts";
import { byTurns, each, numbersOf, ratios, sideBySide } from "./compare.ts";
import type { MeasureKernel } from "./kernels.ts";

const LINES = 100_000;

interface Timed {
  ms: number;
}

/** `aSecond`: the most messages within any one second. */
interface Streamed extends Timed {
  aSecond: number;
}

const milliseconds = ({ ms }: Timed): number => ms;

/** From the start of the process to a line of output. */
export async function starting(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "start", each(5));
  return [{
    what: "start to first output / stock kernel",
    measured: ratios(times, "deno", milliseconds),
    unit: "×",
    limit: 1.3,
    inclusive: false,
    numbers: `ms: ${sideBySide(times, milliseconds)}`,
  }];
}

/** `1+1`, from the request to its reply and idle state: the median of 300. */
export async function roundTrip(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "round_trip", each(3));
  const numbers = `ms: ${sideBySide(times, milliseconds)}`;
  const row = { unit: "×", inclusive: false, numbers } as const;
  return [
    {
      ...row,
      what: "1+1 / stock kernel",
      measured: ratios(times, "deno", milliseconds),
      limit: 1,
    },
    {
      ...row,
      what: "1+1 / ipykernel",
      measured: ratios(times, "python", milliseconds),
      limit: 1 / 3,
    },
  ];
}

/** 100,000 lines of the console. */
export async function lines(measure: MeasureKernel): Promise<Row[]> {
  // The stock kernel's rate falls with the number of lines: once is long enough.
  const repetitions = { labbook: 3, deno: 1, python: 3 };
  const times = await byTurns<Streamed>(measure, "many_lines", repetitions);
  return [
    {
      what: "100,000 console lines, time / ipykernel",
      measured: ratios(times, "python", milliseconds),
      unit: "×",
      limit: 1 / 3,
      inclusive: true,
      numbers: `ms: ${sideBySide(times, milliseconds)}; thousand lines a second: ${
        sideBySide(times, ({ ms }) => LINES / ms)
      }`,
    },
    {
      what: "messages within a second for these lines",
      measured: spread(numbersOf(times, "labbook", ({ aSecond }) => aSecond)),
      unit: "/s",
      limit: 200,
      inclusive: true,
      numbers: `at the most: ${sideBySide(times, ({ aSecond }) => aSecond)}`,
    },
  ];
}

/** A display of 10 MB: the median of five. */
export async function display(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "display", each(3));
  return [{
    what: "display of 10 MB / ipykernel",
    measured: ratios(times, "python", milliseconds),
    unit: "×",
    limit: 2,
    inclusive: false,
    numbers: `ms: ${sideBySide(times, milliseconds)}`,
  }];
}
