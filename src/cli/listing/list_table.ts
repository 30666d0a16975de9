/**
 * The table of many runs.
 *
 * @module
 */
import type { ExperimentInfo } from "../../registry/mod.ts";
import { fromIso } from "../../store/mod.ts";
import {
  flattenParams,
  formatDuration,
  formatNumbers,
  formatTime,
  formatValue,
  printable,
} from "../../display/mod.ts";
import { statusCell } from "../status.ts";
import { type Cell, type Column, renderTable } from "../table.ts";
import { output } from "../terminal.ts";

/** A run of a list. */
export interface ListedRun {
  /** Its name, as it is called on the command line. */
  name: string;
  /** What is known of it. */
  run: ExperimentInfo;
}

/** Which metrics and parameters the table shows. */
export interface ListColumns {
  /** The metrics; those that most runs have, where undefined. */
  metrics?: string[];
  /** The parameters, nested ones with dots; none where undefined. */
  params?: string[];
}

const METRICS_AT_MOST = 4;

/** The metrics that most runs have, without those of the machine. */
function commonMetrics(runs: ListedRun[]): string[] {
  const counts = new Map<string, number>();
  for (const { run } of runs) {
    for (const name of Object.keys(run.metrics)) {
      if (!name.startsWith("system/")) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const names = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!);
  return names.slice(0, METRICS_AT_MOST);
}

function metricCells(runs: ListedRun[], name: string): string[] {
  return formatNumbers(
    runs.map(({ run: { metrics } }) => Object.hasOwn(metrics, name) ? metrics[name] : undefined),
  );
}

/**
 * Draws the table of runs.
 *
 * @returns The text, and the columns that found no place in the terminal.
 */
export function listTable(
  runs: ListedRun[],
  given: ListColumns,
): { text: string; leftOut: string[] } {
  const { style } = output;
  const metrics = given.metrics ?? commonMetrics(runs);
  const params = given.params ?? [];
  const flat = runs.map(({ run }) => flattenParams(run.params));
  // What was asked for is left out last.
  const rank = (asked: boolean): number => asked ? 1 : 2;
  const columns: Column[] = [
    { header: "RUN", minWidth: 16, cut: "middle" },
    { header: "STATUS" },
    { header: "STARTED", expendable: 3 },
    { header: "TOOK", align: "right", expendable: 4 },
    ...metrics.map((name): Column => ({
      header: printable(name),
      align: "right",
      expendable: rank(given.metrics !== undefined),
    })),
    ...params.map((name): Column => ({
      header: printable(name),
      align: flat.every((own) => typeof (own.get(name) ?? 0) === "number") ? "right" : "left",
      minWidth: 8,
      expendable: 1,
    })),
    { header: "TAGS", minWidth: 8, expendable: 3 },
  ];
  const metricColumns = metrics.map((name) => metricCells(runs, name));
  const rows = runs.map(({ name, run }, i): Cell[] => [
    { text: printable(name), style: style.cyan },
    statusCell(run.status, style),
    formatTime(fromIso(run.startedAt)),
    run.durationSeconds === null ? "" : formatDuration(run.durationSeconds * 1000),
    ...metricColumns.map((cells) => cells[i]!),
    ...params.map((param) => formatValue(flat[i]!.get(param))),
    { text: printable(run.tags.join(", ")), style: style.dim },
  ]);
  return renderTable(columns, rows, output);
}
