/**
 * A live chart as text, for terminals.
 *
 * @module
 */
import { formatNumber, sparkline, textTable } from "../../display/mod.ts";
import { titleText } from "../labels.ts";
import type { FrameRun } from "./live_frame.ts";

const SPARKLINE_WIDTH = 24;
const METRIC_WIDTH = 40;

/** Each metric of each run: its curve, its last value, and what it ranged over. */
export function liveText(
  title: string,
  metrics: readonly string[],
  labels: string[],
  runs: FrameRun[],
): string {
  const rows = metrics.flatMap((metric) =>
    runs.flatMap(({ lines }, i) => {
      const line = lines.line(metric);
      if (line === undefined) return [];
      const { last, min, max } = line.raw.totals;
      return [[
        titleText(metric, METRIC_WIDTH),
        labels[i]!,
        sparkline(line.raw.points(SPARKLINE_WIDTH * 8).y, SPARKLINE_WIDTH),
        last === undefined ? "" : formatNumber(last),
        min === undefined ? "" : formatNumber(min.y),
        max === undefined ? "" : formatNumber(max.y),
      ]];
    })
  );
  if (rows.length === 0) return `${title}: waiting for metrics`;
  return textTable({
    caption: title,
    columns: [
      { name: "metric" },
      { name: "run" },
      { name: "" },
      { name: "last", align: "right" },
      { name: "min", align: "right" },
      { name: "max", align: "right" },
    ],
    rows,
  });
}
