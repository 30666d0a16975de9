/**
 * What the command line says of a comparison's charts.
 *
 * @module
 */
import { type Command, Option } from "commander";
import type { ChartAxis, ChartKind, ChartOptions } from "../../charts/mod.ts";
import { UsageError } from "../errors.ts";

/** The flags as they were given. */
export interface ChartFlags {
  /** The file. */
  out?: string;
  /** Whether it may replace one. */
  force?: boolean;
  /** What is drawn. */
  kind?: ChartKind;
  /** The horizontal axis. */
  x?: ChartAxis;
  /** The parameter that groups. */
  by?: string;
  /** The smoothing. */
  smooth?: number;
  /** Whether values are on a logarithmic axis. */
  log?: boolean;
}

/** Adds the flags to a command. */
export function chartFlags(command: Command): Command {
  return command
    .option("-o, --out <file>", "also draw charts: .html for a report, .svg, .png, .json")
    .option("--force", "replace the file, where it is there already")
    .addOption(
      new Option("--kind <kind>", "what is drawn; curves by default")
        .choices(["curves", "bars", "scatter", "parallel", "table"]),
    )
    .addOption(
      new Option("--x <axis>", "the horizontal axis of curves; step by default")
        .choices(["step", "time", "relative"]),
    )
    .option("--by <parameter>", "the parameter of bars and scatter")
    .option("--smooth <amount>", "smooth curves, from 0 to below 1", readAmount)
    .option("--log", "a logarithmic axis of values");
}

/**
 * The options of the chart.
 *
 * @throws {UsageError} If there are some without a file to draw into.
 */
export function chartOptions(flags: ChartFlags): ChartOptions {
  const { out, force, kind, x, by, smooth, log } = flags;
  const given = { kind, x, by, smooth, log };
  if (out === undefined) {
    const idle = Object.entries({ force, ...given }).find(([, value]) => value !== undefined);
    if (idle) {
      throw new UsageError(
        `Cannot use the option "--${idle[0]}": it is for charts, expected --out <file>`,
      );
    }
  }
  return given;
}

function readAmount(value: string): number {
  const number = value.trim() === "" ? NaN : Number(value);
  if (number >= 0 && number < 1) return number;
  throw new UsageError(`Cannot use --smooth "${value}": expected a number from 0 to below 1`);
}
