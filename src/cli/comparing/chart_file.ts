/**
 * The chart of a comparison as a file.
 *
 * @module
 */
import fs from "node:fs";
import { extname } from "node:path";
import type { ChartOptions, ComparisonChart } from "../../charts/mod.ts";
import { CliError, UsageError } from "../errors.ts";

/** What a file can be, by the ending of its name. */
const WRITERS: Readonly<
  Record<string, (chart: ComparisonChart) => string | Promise<string | Uint8Array>>
> = {
  ".html": (chart) => chart.html(),
  ".svg": (chart) => chart.svg(),
  ".png": (chart) => chart.png(),
  ".json": (chart) => JSON.stringify(chart.spec, null, 2) + "\n",
};

/** Where a chart is written. */
export interface ChartFile {
  /** The file. */
  path: string;
  /** Whether one that is there is replaced. */
  isReplaced: boolean;
}

/**
 * Checks that a file can be written, before the work that leads to it.
 *
 * @throws {UsageError} If its name says nothing of what it is to be, or that cannot be.
 * @throws {CliError} If it is there already.
 */
export function checkChartFile({ path, isReplaced }: ChartFile, { kind }: ChartOptions): void {
  const ending = extname(path).toLowerCase();
  if (!Object.hasOwn(WRITERS, ending)) {
    throw new UsageError(
      `Cannot write ${
        JSON.stringify(path)
      }: expected a name that ends in .html, .svg, .png or .json`,
    );
  }
  if (kind === "table" && ending !== ".html") {
    throw new UsageError(
      `Cannot write ${
        JSON.stringify(path)
      }: a table has no chart, expected a name that ends in .html`,
    );
  }
  if (fs.existsSync(path) && !isReplaced) {
    throw new CliError(
      `Cannot write ${JSON.stringify(path)}: it is there already, --force replaces it`,
    );
  }
}

/** Draws runs, and writes the file. */
export async function writeChartFile(
  { path }: ChartFile,
  runs: string[],
  options: ChartOptions,
): Promise<void> {
  const { compare } = await import("../../charts/mod.ts");
  const { writeFileAtomic } = await import("../../store/mod.ts");
  const chart = await compare(runs, options);
  writeFileAtomic(path, await WRITERS[extname(path).toLowerCase()]!(chart));
}
