/** A comparison for terminals. @module */

import { sparkline, type TableCell, type TableView, textTable } from "../display/mod.ts";
import type { Curve } from "./curve.ts";
import type { DifferenceTable } from "./difference_table.ts";
import { titleText } from "./labels.ts";
import type { Heading } from "./spec/theme.ts";

const SPARK_WIDTH = 16;

/** Evenly spaced along the axis, as the points that are kept of a curve are not. */
function resampled({ hover: { x, y }, range: [from, to] }: Curve): number[] {
  const sums = new Float64Array(SPARK_WIDTH);
  const counts = new Float64Array(SPARK_WIDTH);
  for (let i = 0; i < y.length; i++) {
    const place = to > from ? Math.floor((x[i]! - from) / (to - from) * SPARK_WIDTH) : 0;
    const bucket = Math.min(SPARK_WIDTH - 1, place);
    sums[bucket]! += y[i]!;
    counts[bucket]! += 1;
  }
  return Array.from(sums, (sum, i) => sum / counts[i]!);
}

/** A short curve has no value in each of the places. */
function curveText(curve: Curve | undefined): string {
  if (!curve) return "";
  const values = resampled(curve);
  return sparkline(values.length > curve.hover.x.length ? [...curve.hover.y] : values, SPARK_WIDTH);
}

/**
 * The heading, the table, and small curves beside it.
 *
 * @param curves Of each metric, the curve of each run.
 */
export function comparisonText(
  { title, notes }: Heading,
  table: DifferenceTable,
  curves: ReadonlyMap<string, readonly (Curve | undefined)[]>,
): string {
  const { columns, rows } = table.view;
  const metrics = [...curves];
  const view: TableView = {
    columns: [
      columns[0]!,
      ...metrics.map(([name]) => ({ name: titleText(name, 24) })),
      ...columns.slice(1),
    ],
    rows: rows.map((row, place): TableCell[] => [
      row[0]!,
      ...metrics.map(([, ofRuns]) => curveText(ofRuns[place])),
      ...row.slice(1),
    ]),
  };
  return [title, ...notes, "", textTable(view)].join("\n");
}
