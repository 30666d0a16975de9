/** Bars: a panel a metric, a bar a run. @module */

import { formatNumber } from "../../display/mod.ts";
import { metricDirection } from "../../registry/mod.ts";
import { OTHERS_COLOR, TEXT_COLOR } from "../colors.ts";
import { titleText } from "../labels.ts";
import { bestValue, lastValue, placesByValue } from "../ranking.ts";
import { type ComparisonInput, finiteRange } from "./comparison_input.ts";
import { panelTitle, type Part, wholeSpec } from "./theme.ts";

/** More bars are not read. */
const MOST_BARS = 30;
const BAR_STEP = 18;
const TEXT_ROOM = 0.22;
const LABEL_SHARE = 0.36;
const MARGIN = 10;

/** A bar. */
interface BarRow {
  /** What it is called. */
  r: string;
  /** The value; null where it cannot be drawn. */
  v: number | null;
  /** Where the text stands. */
  e: number;
  /** The value as text. */
  t: string;
  /** The last value as text. */
  l: string;
  /** The colour. */
  c: string;
}

/** Room for bars, their labels and values. */
export interface BarLayout {
  /** The width of the plot. */
  plot: number;
  /** The most that a label takes. */
  labels: number;
}

/** Divides a width between the labels of bars and the bars. */
export function layoutBars(width: number, share: number): BarLayout {
  const labels = Math.round(width * share);
  return { labels, plot: width - labels - MARGIN };
}

/**
 * The scale of bars, with room for a text behind the longest.
 *
 * @param room How much of the bars' length the text takes.
 */
export function barScale(values: Iterable<number>, isLog: boolean, room: number): Part {
  const all = [...values];
  if (isLog) {
    const [low, high] = finiteRange(all.filter((value) => value > 0)) ?? [0.1, 1];
    const factor = Math.max(1.2, (high / low) ** room);
    return { type: "log", domain: [low / 1.2, high * factor], nice: false };
  }
  const [low, high] = finiteRange([0, ...all])!;
  const length = high - low || 1;
  return { domain: [low < 0 ? low - length / 20 : 0, high + length * room], nice: false };
}

/** Names on the left of bars. */
export function barNames(order: readonly string[], { labels }: BarLayout): Part {
  return {
    field: "r",
    type: "nominal",
    scale: { domain: order },
    axis: {
      title: null,
      labelLimit: labels - 8,
      minExtent: labels,
      maxExtent: labels,
      ticks: false,
      domain: false,
    },
  };
}

/** The axis below bars. */
export const BAR_AXIS: Part = { title: null, tickCount: 5, labelOverlap: true, labelFlush: true };

function rowsOf(input: ComparisonInput, metric: string): BarRow[] {
  const order = placesByValue(input.runs, metric).slice(0, MOST_BARS);
  const record = bestValue(input.runs[order[0]!]!, metric);
  return order.flatMap((place): BarRow[] => {
    const run = input.runs[place]!;
    const last = lastValue(run, metric);
    if (last === undefined) return [];
    const value = bestValue(run, metric);
    const isDrawn = Number.isFinite(value) && !(input.log && value <= 0);
    const isBest = input.runs.length > 1 && value === record;
    return [{
      r: input.labels[place]!,
      v: isDrawn ? value : null,
      e: isDrawn ? Math.max(value, input.log ? value : 0) : 0,
      t: (isBest ? "★ " : "") + formatNumber(Number.isNaN(value) ? last : value),
      l: formatNumber(last),
      c: input.styles[place]?.color ?? OTHERS_COLOR,
    }];
  });
}

function panel(input: ComparisonInput, metric: string, layout: BarLayout): Part {
  const rows = rowsOf(input, metric);
  const isLess = metricDirection(metric) === "min";
  const scale = barScale(rows.flatMap(({ v }) => v ?? []), input.log, TEXT_ROOM);
  const y = barNames(rows.map(({ r }) => r), layout);
  const color: Part = { field: "c", type: "nominal", scale: null, legend: null };
  return {
    title: panelTitle(`${titleText(metric)}: ${isLess ? "smallest" : "largest"} value`),
    data: { values: rows },
    width: layout.plot,
    height: { step: BAR_STEP },
    layer: [
      {
        // A bar begins at 0, which a logarithmic axis does not have.
        mark: input.log
          ? { type: "point", filled: true, size: 80, opacity: 1 }
          : { type: "bar", height: 12 },
        encoding: {
          x: { field: "v", type: "quantitative", scale, axis: BAR_AXIS },
          y,
          color,
          tooltip: [
            { field: "r", type: "nominal", title: "run" },
            { field: "t", type: "nominal", title: "best" },
            { field: "l", type: "nominal", title: "last" },
          ],
        },
      },
      {
        transform: input.log ? [{ filter: "datum.v !== null" }] : [],
        mark: { type: "text", align: "left", dx: input.log ? 8 : 4, fontSize: 10 },
        encoding: {
          x: { field: "e", type: "quantitative", scale },
          y,
          text: { field: "t", type: "nominal" },
          color: { value: TEXT_COLOR },
        },
      },
    ],
  };
}

/** The specification of bars: a run's best value of each metric, the best run above. */
export function barsSpec(input: ComparisonInput): Part {
  const layout = layoutBars(input.width, LABEL_SHARE);
  const panels = input.metrics.map((metric) => panel(input, metric, layout));
  const notes = [...input.heading.notes];
  if (input.runs.length > MOST_BARS) notes.push(`the best ${MOST_BARS} by each metric are shown`);
  return wholeSpec(
    { ...input.heading, notes },
    { vconcat: panels, spacing: 16 },
  );
}
