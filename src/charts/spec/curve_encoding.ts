/** The axes and tooltips of curves. @module */

import type { ChartAxis } from "../chart_options.ts";
import type { CurvesInput, PanelPlan } from "./curve_plan.ts";
import { PADDING } from "./curve_rows.ts";
import { numberFormat, type Part, valueAxis, valueScale, ZOOM_PARAM } from "./theme.ts";

const X_TITLES: Record<ChartAxis, string | null> = {
  step: "step",
  relative: "seconds since the start",
  time: null,
};

/** The scale of the horizontal axis, without zoom. */
export function plainX({ x }: CurvesInput): Part {
  return x === "time"
    ? { field: "x", type: "temporal", scale: { nice: false, padding: PADDING } }
    : { field: "x", type: "quantitative", scale: { nice: false, zero: false, padding: PADDING } };
}

function xEncoding(input: CurvesInput, { zooms, range }: PanelPlan): Part {
  const { scale, ...field } = plainX(input);
  const format = input.x === "time" ? undefined : numberFormat(...range);
  const isPoint = input.x !== "time" && range[0] === range[1];
  return {
    ...field,
    scale: { ...scale as Part, ...zooms ? { domain: { param: ZOOM_PARAM, encoding: "x" } } : {} },
    axis: {
      title: X_TITLES[input.x],
      grid: false,
      tickCount: 5,
      labelOverlap: true,
      labelFlush: false,
      ...format === undefined ? {} : { format },
      // Between equal ends Vega would write one number with many digits.
      ...isPoint ? { values: [range[0]], format: range[0] % 1 === 0 ? "," : "~g" } : {},
    },
  };
}

/** The scale of the values. */
export function plainY({ log }: CurvesInput, { extent }: PanelPlan): Part {
  return {
    field: "y",
    type: "quantitative",
    scale: valueScale(log, extent),
  };
}

/** Where a point stands. */
export function position(input: CurvesInput, panel: PanelPlan): { x: Part; y: Part } {
  const axis = valueAxis(input.log ? "~g" : numberFormat(...panel.extent));
  return { x: xEncoding(input, panel), y: { ...plainY(input, panel), axis } };
}

/** What a tooltip tells of where a point stands. */
function xTooltip(axis: ChartAxis): Part {
  if (axis === "time") {
    return { field: "x", type: "temporal", title: "time", format: "%Y-%m-%d %H:%M:%S" };
  }
  return axis === "step"
    ? { field: "x", type: "nominal", title: "step" }
    : { field: "x", type: "quantitative", title: "seconds", format: ".3~f" };
}

/**
 * A tooltip: the run, where the point stands, and the value.
 *
 * @param title What the value is.
 * @param value How it is told; the value itself by default.
 */
export function tooltip(
  { x }: CurvesInput,
  title: string,
  value: Part = { field: "y", type: "quantitative", format: ".6~g" },
): Part[] {
  return [{ field: "r", type: "nominal", title: "run" }, xTooltip(x), { ...value, title }];
}
