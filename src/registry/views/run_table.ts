/**
 * The table of many runs.
 *
 * @module
 */
import {
  counted,
  flattenParams,
  formatDuration,
  formatNumbers,
  formatTime,
  formatValue,
  statusBadge,
  type TableCell,
  type TableColumn,
  type TableView,
} from "../../display/mod.ts";
import { fromIso, type JsonValue } from "../../store/mod.ts";
import { type ExperimentInfo, metricSummary } from "../experiment_info.ts";
import { metricDirection } from "../metric_direction.ts";

const ROWS_AT_MOST = 100;
const METRICS_AT_MOST = 3;
const PARAMS_AT_MOST = 8;

/** A column with its cells. */
interface FilledColumn extends TableColumn {
  cells: TableCell[];
}

/** The metrics that most runs have, without those of the machine. */
function commonMetrics(runs: readonly ExperimentInfo[]): string[] {
  const counts = new Map<string, number>();
  for (const { metrics } of runs) {
    for (const name of Object.keys(metrics)) {
      if (!name.startsWith("system/")) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const names = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!);
  return names.slice(0, METRICS_AT_MOST);
}

/** The parameters that are not the same in all runs; those of a single run are all told. */
function tellingParams(flat: Map<string, JsonValue>[]): string[] {
  const names = new Set(flat.flatMap((params) => [...params.keys()]));
  if (flat.length === 1) return [...names];
  return [...names].filter((name) =>
    new Set(flat.map((params) => JSON.stringify(params.get(name)))).size > 1
  );
}

function paramColumn(name: string, flat: Map<string, JsonValue>[]): FilledColumn {
  const values = flat.map((params) => params.get(name));
  const isNumeric = values.every((value) => value === undefined || typeof value === "number");
  return { name, align: isNumeric ? "right" : "left", cells: values.map(formatValue) };
}

/** Numbers below each other, the best of them marked where there are several. */
function markedCells(values: (number | undefined)[], mode: "min" | "max"): TableCell[] {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  const best = known.reduce((a, b) => Math[mode](a, b), mode === "min" ? Infinity : -Infinity);
  const tellsApart = known.length > 1 && known.some((value) => value !== best);
  return formatNumbers(values).map((text, i) =>
    tellsApart && values[i] === best ? { text, mark: "best" } : text
  );
}

function metricColumns(name: string, runs: readonly ExperimentInfo[]): FilledColumn[] {
  const mode = metricDirection(name);
  const last = runs.map(({ metrics }) => Object.hasOwn(metrics, name) ? metrics[name] : undefined);
  const best = runs.map((run) => metricSummary(run, name)?.[mode]?.value);
  const isSame = best.every((value, i) => value === undefined || Object.is(value, last[i]));
  if (isSame) return [{ name, align: "right", cells: markedCells(last, mode) }];
  return [
    { name, align: "right", cells: formatNumbers(last) },
    { name: `${mode} ${name}`, align: "right", cells: markedCells(best, mode) },
  ];
}

function captionOf(runs: number, shown: number, params: number): string {
  const rows = shown < runs ? `The first ${shown} of ${runs} runs` : counted(runs, "run");
  return params <= PARAMS_AT_MOST
    ? rows
    : `${rows}, with ${PARAMS_AT_MOST} of ${params} parameters that differ`;
}

/** The table of runs: how each stands, what tells them apart, and their metrics. */
export function runTable(all: readonly ExperimentInfo[]): TableView {
  const runs = all.slice(0, ROWS_AT_MOST);
  const flat = runs.map(({ params }) => flattenParams(params));
  const params = tellingParams(flat);
  const isOneProject = runs.every(({ project }) => project === runs[0]!.project);
  const columns: FilledColumn[] = [
    {
      name: "run",
      cells: runs.map(({ project, name }) => isOneProject ? name : `${project}/${name}`),
    },
    { name: "status", cells: runs.map(({ status }) => statusBadge(status)) },
    { name: "started", cells: runs.map(({ startedAt }) => formatTime(fromIso(startedAt))) },
    {
      name: "took",
      align: "right",
      cells: runs.map(({ durationSeconds }) => formatDuration((durationSeconds ?? NaN) * 1000)),
    },
    ...params.slice(0, PARAMS_AT_MOST).map((name) => paramColumn(name, flat)),
    ...commonMetrics(runs).flatMap((name) => metricColumns(name, runs)),
  ];
  if (runs.some(({ tags }) => tags.length > 0)) {
    columns.push({ name: "tags", cells: runs.map(({ tags }) => tags.join(", ")) });
  }
  return {
    columns: columns.map(({ name, align }) => ({ name, ...align ? { align } : {} })),
    rows: runs.map((_, row) => columns.map(({ cells }) => cells[row]!)),
    caption: captionOf(all.length, runs.length, params.length),
  };
}
