/**
 * The table that compares runs: a column for each run, a row for each parameter and metric.
 *
 * @module
 */
import type { JsonValue } from "../../store/mod.ts";
import { formatNumbers, formatValue, printable } from "../../display/mod.ts";
import { type Cell, type Column, renderBlocks } from "../table.ts";
import { output } from "../terminal.ts";

/** What is compared. */
export interface Comparison {
  /** The names of the runs. */
  runs: string[];
  /** Each parameter's value in each run. */
  params: Map<string, (JsonValue | undefined)[]>;
  /** Each metric's value in each run, and in which of them it is best. */
  metrics: Map<string, { values: (number | null)[]; best: number[] }>;
}

const BEST = "★";

/** Draws the comparison, in as many blocks as the terminal needs. */
export function compareTable({ runs, params, metrics }: Comparison): string {
  const { bold, cyan, dim, green } = output.style;
  const columns: Column[] = [
    { header: "", minWidth: 12, cut: "middle" },
    ...runs.map((name): Column => ({
      header: printable(name),
      align: "right",
      minWidth: 12,
      cut: "middle",
    })),
  ];
  const rows: Cell[][] = [];
  const heading = (text: string): void => {
    if (rows.length > 0) rows.push([]);
    rows.push([{ text, style: bold }]);
  };
  if (params.size > 0) heading("Parameters");
  for (const [name, values] of params) {
    rows.push([{ text: `  ${printable(name)}`, style: dim }, ...values.map(formatValue)]);
  }
  if (metrics.size > 0) heading("Metrics");
  for (const [name, { values, best }] of metrics) {
    const cells = formatNumbers(values.map((value) => value ?? undefined)).map((text, i): Cell =>
      best.includes(i) ? { text: `${BEST} ${text}`, style: green } : text
    );
    rows.push([{ text: `  ${printable(name)}`, style: cyan }, ...cells]);
  }
  return renderBlocks(columns, rows, output);
}
