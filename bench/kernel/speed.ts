/** How fast the kernel starts, answers and shows. @module */

import type { Row } from "../benchmark.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { byTurns, type KernelName, type MeasureKernel } from "./kernels.ts";

const ALL: KernelName[] = ["labbook", "deno", "python"];

/** What is timed in milliseconds. */
interface Timed {
  ms: number;
}

/** What came in messages. */
interface Streamed extends Timed {
  aSecond: number;
}

interface Completed {
  first: number;
  idle: number;
  busy?: number;
  memory: number;
}

/** From the start of the process to a line of output. */
export async function starting(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "start", ALL, 5);
  return [{
    what: "start to first output / stock kernel",
    measured: ratios(times, "deno"),
    unit: "×",
    limit: 1.3,
    inclusive: false,
    numbers: inMilliseconds(times),
  }];
}

/** `1+1`, from the request to its idle state. */
export async function roundTrip(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "round_trip", ALL, 3);
  const numbers = inMilliseconds(times);
  const row = { unit: "×", inclusive: false, numbers } as const;
  return [
    { ...row, what: "1+1 / stock kernel", measured: ratios(times, "deno"), limit: 1 },
    { ...row, what: "1+1 / ipykernel", measured: ratios(times, "python"), limit: 1 / 3 },
  ];
}

/** 100,000 lines of the console. */
export async function lines(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Streamed>(measure, "many_lines", ["labbook", "python"], 3);
  // Its rate falls with the number of lines: once is long enough.
  const stock = await byTurns<Streamed>(measure, "many_lines", ["deno"], 1);
  const all = { ...times, deno: stock.deno };
  const most = times.labbook.map(({ aSecond }) => aSecond);
  return [
    {
      what: "100,000 console lines, time / ipykernel",
      measured: ratios(times, "python"),
      unit: "×",
      limit: 1 / 3,
      inclusive: true,
      numbers: inMilliseconds(all),
    },
    {
      what: "messages within a second for these lines",
      measured: spread(most),
      unit: "/s",
      limit: 200,
      inclusive: true,
      numbers: `ours ${short(median(most))}/s, stock ${
        short(median(all.deno.map(({ aSecond }) => aSecond)))
      }/s, ipykernel ${short(median(all.python.map(({ aSecond }) => aSecond)))}/s`,
    },
  ];
}

/** A display of 10 MB. */
export async function display(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Timed>(measure, "display", ALL, 3);
  return [{
    what: "display of 10 MB / ipykernel",
    measured: ratios(times, "python"),
    unit: "×",
    limit: 2,
    inclusive: false,
    numbers: inMilliseconds(times),
  }];
}

/** Completion from types and live values, idle and while a cell runs. */
export async function completion(measure: MeasureKernel): Promise<Row[]> {
  const times = await byTurns<Completed>(measure, "completion", ALL, 2);
  const middle = (kernel: KernelName, key: "first" | "idle" | "memory"): number =>
    median(times[kernel].map((result) => result[key]));
  const row = { unit: "ms", limit: 50, inclusive: false } as const;
  return [
    {
      ...row,
      what: "completion, idle",
      measured: spread(times.labbook.map(({ idle }) => idle)),
      numbers: `stock ${short(middle("deno", "idle"))} ms, ipykernel ${
        short(middle("python", "idle"))
      } ms; the first ${short(middle("labbook", "first"))} ms`,
    },
    {
      ...row,
      what: "completion while a cell runs",
      measured: spread(times.labbook.map(({ busy }) => busy ?? NaN)),
      numbers: `the others answer after the cell; ${
        short(middle("labbook", "memory") / 1e6)
      } MB with the language server`,
    },
  ];
}

function ratios(
  times: Record<KernelName, Timed[]>,
  other: KernelName,
): ReturnType<typeof spread> {
  return spread(times.labbook.map(({ ms }, i) => ms / times[other][i]!.ms));
}

function inMilliseconds(times: Record<KernelName, Timed[]>): string {
  const [ours, stock, python] = ALL.map((kernel) =>
    short(median(times[kernel].map(({ ms }) => ms)))
  );
  return `ours ${ours} ms, stock ${stock} ms, ipykernel ${python} ms`;
}
