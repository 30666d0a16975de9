/**
 * The metrics of a run as a table.
 *
 * @module
 */
import type { MetricPoint } from "../../store/mod.ts";
import { formatNumber, printable, sparkline } from "../../display/mod.ts";
import { type Cell, type Column, renderTable } from "../table.ts";
import { output } from "../terminal.ts";
import type { RunView } from "./read_run.ts";

const COLUMNS: Column[] = [
  { header: "", minWidth: 12, cut: "middle" },
  { header: "LAST", align: "right" },
  { header: "MIN", align: "right" },
  { header: "", expendable: 2 },
  { header: "MAX", align: "right" },
  { header: "", expendable: 2 },
  { header: "POINTS", align: "right", expendable: 1 },
  { header: "", expendable: 3 },
];
const CURVE_WIDTH = 16;

function pointCells(point: MetricPoint | null): Cell[] {
  if (!point) return ["", ""];
  const step = point.step === null ? "" : `@ ${point.step}`;
  return [formatNumber(point.value), { text: step, style: output.style.dim }];
}

/** The metrics with their last, smallest and largest values and how they went; system/… last. */
export function metricTable({ summary, points }: RunView): string {
  const system = (name: string): number => Number(name.startsWith("system/"));
  const names = Object.keys(summary.final_metrics).sort((a, b) => system(a) - system(b));
  const rows = names.map((name): Cell[] => {
    const metric = Object.hasOwn(summary.metrics, name) ? summary.metrics[name] : undefined;
    const last = formatNumber(summary.final_metrics[name]!);
    if (!metric) return [printable(name), last];
    const curve = points.get(name)?.value;
    return [
      printable(name),
      last,
      ...pointCells(metric.min),
      ...pointCells(metric.max),
      String(metric.count),
      { text: curve ? sparkline(curve, CURVE_WIDTH) : "", style: output.style.cyan },
    ];
  });
  return rows.length === 0 ? "" : renderTable(COLUMNS, rows, output, "  ").text;
}
