/** Scatter plots: a panel a metric, its value over a parameter. @module */

import { OTHERS_COLOR, TEXT_COLOR } from "../colors.ts";
import { groupRuns } from "../grouping.ts";
import { paramText, titleText } from "../labels.ts";
import { bestValue, placesByValue } from "../ranking.ts";
import { type ComparisonInput, finiteRange, spansDecades } from "./comparison_input.ts";
import { withMargin } from "./ranges.ts";
import {
  colorChannel,
  namedRuns,
  pickedOpacity,
  pickedParam,
  shapeChannel,
} from "./run_channels.ts";
import {
  arrange,
  type Layout,
  layoutPanels,
  numberFormat,
  panelTitle,
  type Part,
  valueAxis,
  valueScale,
  wholeSpec,
} from "./theme.ts";

const PADDING = 12;

/** The axis of the parameter, and where each run stands on it; undefined for those that have no place. */
interface ParamAxis {
  encoding: Part;
  values: (number | string | undefined)[];
}

function numberAxis(title: string, values: (number | undefined)[]): ParamAxis {
  const numbers = values.filter((value) => value !== undefined);
  const isLog = spansDecades(numbers);
  const format = isLog ? "~g" : numberFormat(...finiteRange(numbers) ?? [0, 1]);
  return {
    encoding: {
      field: "x",
      type: "quantitative",
      scale: { ...isLog ? { type: "log" } : { zero: false }, nice: false, padding: PADDING },
      axis: {
        title,
        grid: false,
        tickCount: 5,
        labelOverlap: true,
        labelFlush: false,
        ...format === undefined ? {} : { format },
      },
    },
    values,
  };
}

function groupAxis(title: string, { params, by }: ComparisonInput & { by: string }): ParamAxis {
  const groups = groupRuns(params, by);
  const values: string[] = [];
  for (const { label, places } of groups) for (const place of places) values[place] = label;
  return {
    encoding: {
      field: "x",
      type: "nominal",
      scale: { domain: groups.map(({ label }) => label) },
      axis: { title, grid: false, labelAngle: groups.length > 4 ? -30 : 0, labelLimit: 90 },
    },
    values,
  };
}

function paramAxis(input: ComparisonInput & { by: string }): ParamAxis {
  const values = input.params.map((one) => one.get(input.by));
  const isNumeric = values.every((value) => value === undefined || typeof value === "number");
  const title = titleText(input.by, 40);
  return isNumeric ? numberAxis(title, values as (number | undefined)[]) : groupAxis(title, input);
}

function panel(
  input: ComparisonInput & { by: string },
  metric: string,
  place: number,
  axis: ParamAxis,
  layout: Layout,
): Part {
  const [first] = placesByValue(input.runs, metric);
  const rows = input.runs.flatMap((run, i) => {
    const y = bestValue(run, metric);
    const x = axis.values[i];
    if (x === undefined || !Number.isFinite(y) || (input.log && y <= 0)) return [];
    const p = paramText(input.params[i]!.get(input.by), 30);
    return [{ r: input.labels[i]!, x, y, p, i }];
  });
  const extent = withMargin(finiteRange(rows.map(({ y }) => y)), input.log);
  const encoding: Part = {
    x: axis.encoding,
    y: {
      field: "y",
      type: "quantitative",
      scale: valueScale(input.log, extent),
      axis: valueAxis(input.log ? "~g" : numberFormat(...extent)),
    },
    tooltip: [
      { field: "r", type: "nominal", title: "run" },
      { field: "p", type: "nominal", title: "parameter" },
      { field: "y", type: "quantitative", title: "best", format: ".6~g" },
    ],
  };
  const without = ({ i: _place, ...row }: typeof rows[number]): Part => row;
  const others = rows.filter(({ i }) => input.styles[i] === undefined).map(without);
  const named = rows.filter(({ i }) => input.styles[i] !== undefined).map(without);
  const best = rows.filter(({ i }) => i === first && rows.length > 1).map(without);
  return {
    title: panelTitle(titleText(metric)),
    width: layout.width,
    height: layout.height,
    layer: [
      ...others.length === 0 ? [] : [{
        data: { values: others },
        mark: { type: "circle", size: 40, opacity: 0.6, color: OTHERS_COLOR },
        encoding,
      }],
      {
        name: `points${place}`,
        data: { values: named },
        mark: { type: "point", filled: true, size: 70 },
        encoding: {
          ...encoding,
          color: colorChannel(input, input.width),
          shape: shapeChannel(input, input.width),
          opacity: pickedOpacity(1),
        },
      },
      // The best one has a ring.
      ...best.length === 0 ? [] : [{
        data: { values: best },
        mark: { type: "point", filled: false, size: 220, color: TEXT_COLOR, strokeWidth: 1.5 },
        encoding,
      }],
    ],
  };
}

/** The specification of a scatter plot: the runs' best values over a parameter. */
export function scatterSpec(input: ComparisonInput & { by: string }): Part {
  const layout = layoutPanels(input.metrics.length, input.width, input.height);
  const axis = paramAxis(input);
  const panels = input.metrics.map((metric, place) => panel(input, metric, place, axis, layout));
  return wholeSpec(input.heading, {
    ...arrange(panels, layout),
    ...namedRuns(input).length === 0
      ? {}
      : { params: [pickedParam(panels.map((_, place) => `points${place}`))] },
    resolve: { scale: { color: "shared", shape: "shared" } },
  });
}
