/** How runs are told apart: by colour and shape, with one legend. @module */

import type { RunStyle } from "../colors.ts";
import type { Part } from "./theme.ts";

/** Runs as a chart shows them. */
export interface ShownRuns {
  /** What each run is called; no two the same. */
  labels: readonly string[];
  /** How each run is drawn; undefined for those that have no name in the chart, and are grey. */
  styles: readonly (RunStyle | undefined)[];
}

/** The places of the runs that have names. */
export function namedRuns({ styles }: ShownRuns): number[] {
  return [...styles.keys()].filter((run) => styles[run] !== undefined);
}

/** The places of the others. */
export function otherRuns({ styles }: ShownRuns): number[] {
  return [...styles.keys()].filter((run) => styles[run] === undefined);
}

/** A legend in two columns takes the width of a chart at best. */
const WIDE = 480;
const SYMBOL_WIDTH = 40;

function channel(runs: ShownRuns, width: number, value: (style: RunStyle) => string): Part {
  const named = namedRuns(runs);
  const columns = width >= WIDE ? 2 : 1;
  return {
    field: "r",
    type: "nominal",
    scale: {
      domain: named.map((run) => runs.labels[run]),
      range: named.map((run) => value(runs.styles[run]!)),
    },
    legend: {
      title: null,
      orient: "bottom",
      direction: "vertical",
      columns,
      labelLimit: Math.floor(width / columns) - SYMBOL_WIDTH,
      symbolSize: 80,
      symbolStrokeWidth: 0,
      symbolOpacity: 1,
    },
  };
}

/** The channel of the colour; the runs' names are the field `r`. */
export function colorChannel(runs: ShownRuns, width: number): Part {
  return channel(runs, width, ({ color }) => color);
}

/** The channel of the shape. */
export function shapeChannel(runs: ShownRuns, width: number): Part {
  return channel(runs, width, ({ shape }) => shape);
}

/** What is picked in the legend. */
export const PICKED_PARAM = "picked";

/** Runs that are picked in the legend; the others step back. */
export function pickedParam(views: string[]): Part {
  return { name: PICKED_PARAM, select: { type: "point", fields: ["r"] }, bind: "legend", views };
}

/** The opacity of marks where runs can be picked. */
export function pickedOpacity(value: number): Part {
  return { condition: { param: PICKED_PARAM, value }, value: value * 0.12 };
}
