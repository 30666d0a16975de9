/** What differs between runs, as a table. @module */

import {
  counted,
  DISPLAY,
  displayResult,
  formatDuration,
  formatNumber,
  htmlTable,
  showBundle,
  type TableCell,
  type TableView,
  textTable,
} from "../display/mod.ts";
import { type ExperimentInfo, metricDirection } from "../registry/mod.ts";
import { differingParams, distinct, flatParams, paramText, titleText } from "./labels.ts";
import { bestValue, lastValue } from "./ranking.ts";
import { summarize } from "./spread.ts";

const NAME_WIDTH = 40;
const VALUE_WIDTH = 32;
/** More columns of parameters make no table that anybody reads. */
const MOST_PARAMS = 12;
const SHORT_COMMIT = 8;

/** One column of the table: its heading, a cell for each run, and those that sum them up. */
interface ColumnCells {
  name: string;
  align?: "left" | "right";
  cells: TableCell[];
  /** From the smallest to the largest, and mean ± deviation. */
  summary?: [range: string, mean: string];
}

/** Fields that are the same in all runs are left out. */
function whereDiffering(name: string, texts: string[]): ColumnCells[] {
  if (new Set(texts).size < 2) return [];
  return [{ name, cells: texts }];
}

function paramColumns(runs: readonly ExperimentInfo[]): ColumnCells[] {
  const params = flatParams(runs);
  return differingParams(params).slice(0, MOST_PARAMS).map((name) => {
    const values = params.map((one) => one.get(name));
    const numbers = values.filter((value) => typeof value === "number");
    const distinctValues = new Set(values.map((value) => JSON.stringify(value))).size;
    const isNumeric = numbers.length > 0 &&
      values.every((value) => value === undefined || typeof value === "number");
    return {
      name: titleText(name, VALUE_WIDTH),
      align: isNumeric ? "right" : "left",
      cells: params.map((one) => one.has(name) ? paramText(one.get(name), VALUE_WIDTH) : null),
      summary: [
        isNumeric && numbers.length > 1
          ? `${formatNumber(Math.min(...numbers))} – ${formatNumber(Math.max(...numbers))}`
          : counted(distinctValues, "value"),
        "",
      ],
    };
  });
}

/** The spread of numbers as texts. */
function spreadTexts(values: number[]): [range: string, mean: string] {
  const { count, low, high, mean, deviation } = summarize(values);
  if (count < 2) return ["", ""];
  const short = (value: number): string => formatNumber(Number(value.toPrecision(4)));
  return [`${short(low)} – ${short(high)}`, `${short(mean)} ± ${short(deviation)}`];
}

function numberCell(value: number | undefined, isBest: boolean): TableCell {
  if (value === undefined) return null;
  return isBest ? { text: formatNumber(value), mark: "best" } : formatNumber(value);
}

/** The best value at any step, and the last one where it is another. */
function metricColumns(runs: readonly ExperimentInfo[], metric: string): ColumnCells[] {
  const isLess = metricDirection(metric) === "min";
  const best = runs.map((run) => bestValue(run, metric));
  const last = runs.map((run) => lastValue(run, metric));
  const known = best.filter((value) => !Number.isNaN(value));
  const record = known.reduce((a, b) => (isLess ? b < a : b > a) ? b : a, known[0] ?? NaN);
  const name = titleText(metric, VALUE_WIDTH);
  const columns: ColumnCells[] = [{
    name: `${name} ${isLess ? "▼" : "▲"}`,
    align: "right",
    cells: best.map((value, i) =>
      numberCell(Number.isNaN(value) ? last[i] : value, value === record && known.length > 1)
    ),
    summary: spreadTexts(known),
  }];
  const isOther = last.some((value, i) => value !== undefined && !Object.is(value, best[i]));
  if (isOther) {
    columns.push({
      name: `${name} (last)`,
      align: "right",
      cells: last.map((value) => numberCell(value, false)),
      summary: spreadTexts(last.filter((value) => value !== undefined)),
    });
  }
  return columns;
}

function shortCommit({ summary: { git } }: ExperimentInfo): string {
  if (!git?.commit) return "";
  return git.commit.slice(0, SHORT_COMMIT) + (git.dirty ? " (dirty)" : "");
}

/**
 * What differs between runs: a row a run, a column for each parameter and metric. It displays itself.
 *
 * @example Print what differs
 * ```ts
 * import { compare, ExperimentTracker } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = new ExperimentTracker({ project: "docs", experimentName: `lr ${lr}`, baseDir });
 *   tracker.logParams({ lr, epochs: 10 });
 *   tracker.logMetric("accuracy", 1 - lr, 1);
 *   await tracker.finish();
 * }
 * const { table } = await compare("docs/*", { baseDir, kind: "table" });
 * console.log(table.text());
 * if (table.text().includes("epochs")) throw new Error("expected only what differs");
 * await Deno.remove(baseDir, { recursive: true });
 * ```
 */
export class DifferenceTable {
  /** What the table shows. */
  readonly view: TableView;

  /**
   * Makes the table.
   *
   * @param runs The runs.
   * @param metrics The metrics, in the order of their columns. ▼ stands where less is better, ★ at the best value.
   */
  constructor(runs: readonly ExperimentInfo[], metrics: readonly string[]) {
    const isMixed = new Set(runs.map(({ project }) => project)).size > 1;
    const names = distinct(
      runs.map((run) => titleText(isMixed ? `${run.project}/${run.name}` : run.name, NAME_WIDTH)),
    );
    const durations = runs.map(({ durationSeconds }) => durationSeconds);
    const columns: ColumnCells[] = [
      { name: "run", cells: names, summary: ["smallest – largest", "mean ± deviation"] },
      ...paramColumns(runs),
      ...metrics.flatMap((metric) => metricColumns(runs, metric)),
      ...whereDiffering("status", runs.map(({ status }) => status)),
      {
        name: "duration",
        align: "right",
        cells: durations.map((seconds) => seconds === null ? null : formatDuration(seconds * 1000)),
      },
      ...whereDiffering("commit", runs.map(shortCommit)),
    ];
    const rows = runs.map((_, row) => columns.map(({ cells }) => cells[row]!));
    const summaries = [0, 1].map((i) =>
      columns.map(({ summary }): TableCell => summary?.[i] ?? null)
    );
    this.view = {
      columns: columns.map(({ name, align }) => align ? { name, align } : { name }),
      rows: runs.length > 1 ? [...rows, ...summaries] : rows,
    };
  }

  /** The table as HTML, which follows the theme of the page. */
  html(): string {
    return htmlTable(this.view);
  }

  /** The table as text. */
  text(): string {
    return textTable(this.view);
  }

  /** As {@linkcode text}. */
  toString(): string {
    return this.text();
  }

  /** What a notebook shows of it. */
  [DISPLAY](): unknown {
    return displayResult(showBundle(this.html(), this.text()));
  }
}
