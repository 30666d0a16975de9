/** Bars of groups of runs: mean and spread by a parameter. @module */

import { formatNumber } from "../../display/mod.ts";
import { OTHERS_COLOR, STYLES, TEXT_COLOR } from "../colors.ts";
import { groupRuns } from "../grouping.ts";
import { titleText } from "../labels.ts";
import { bestValue } from "../ranking.ts";
import { summarize } from "../spread.ts";
import { BAR_AXIS, type BarLayout, barNames, barScale, layoutBars } from "./bars.ts";
import type { ComparisonInput } from "./comparison_input.ts";
import { panelTitle, type Part, wholeSpec } from "./theme.ts";

const GROUP_STEP = 26;
/** Behind a bar: mean, deviation, and number of runs. */
const TEXT_ROOM = 0.6;
const LABEL_SHARE = 0.22;
const DIGITS = 4;

function short(value: number): string {
  return formatNumber(Number(value.toPrecision(DIGITS)));
}

function panel(input: ComparisonInput, by: string, metric: string, layout: BarLayout): Part {
  const groups = groupRuns(input.params, by).map(({ label, places }) => {
    const drawn = places.filter((place) => {
      const value = bestValue(input.runs[place]!, metric);
      return Number.isFinite(value) && !(input.log && value <= 0);
    });
    return {
      label,
      drawn,
      spread: summarize(drawn.map((place) => bestValue(input.runs[place]!, metric))),
    };
  }).filter(({ drawn }) => drawn.length > 0);
  const bars = groups.map(({ label, spread: { count, mean, deviation, high } }) => ({
    r: label,
    v: mean,
    a: mean - deviation,
    z: mean + deviation,
    e: Math.max(high, mean + deviation, input.log ? high : 0),
    t: count === 1 ? short(mean) : `${short(mean)} ± ${short(deviation)} (${count} runs)`,
  }));
  const points = groups.flatMap(({ label, drawn }) =>
    drawn.map((place) => ({
      r: label,
      n: input.labels[place]!,
      v: bestValue(input.runs[place]!, metric),
      c: input.styles[place]?.color ?? OTHERS_COLOR,
      s: input.styles[place]?.shape ?? "circle",
    }))
  );
  const lowest = groups.map(({ spread }) => spread.low);
  const scale = barScale(
    [...lowest, ...bars.flatMap(({ v, a, e }) => [v, a, e])],
    input.log,
    TEXT_ROOM,
  );
  const y = barNames(groups.map(({ label }) => label), layout);
  const literal = (field: string): Part => ({ field, type: "nominal", scale: null, legend: null });
  return {
    title: panelTitle(`${titleText(metric, 40)} by ${titleText(by, 30)}`),
    data: { values: bars },
    width: layout.plot,
    height: { step: GROUP_STEP },
    layer: [
      {
        mark: input.log
          ? { type: "tick", thickness: 3, size: 18, color: STYLES[0]!.color }
          : { type: "bar", height: 16, color: STYLES[0]!.color, opacity: 0.35 },
        encoding: {
          x: { field: "v", type: "quantitative", scale, axis: BAR_AXIS },
          y,
          tooltip: [
            { field: "r", type: "nominal", title: "parameter" },
            { field: "t", type: "nominal", title: "mean ± deviation" },
          ],
        },
      },
      {
        // A deviation that reaches below 0 has no end on a logarithmic axis.
        transform: input.log ? [{ filter: "datum.a > 0" }] : [],
        mark: { type: "rule", strokeWidth: 1.5, color: TEXT_COLOR },
        encoding: {
          x: { field: "a", type: "quantitative", scale },
          x2: { field: "z" },
          y,
        },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 30, opacity: 0.9 },
        encoding: {
          x: { field: "v", type: "quantitative", scale },
          y,
          color: literal("c"),
          shape: literal("s"),
          tooltip: [
            { field: "n", type: "nominal", title: "run" },
            { field: "v", type: "quantitative", title: "value", format: ".6~g" },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 8, fontSize: 10 },
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

/** The specification of bars by a parameter: the mean of the runs' best values, their deviation, and each run. */
export function groupedBarsSpec(input: ComparisonInput, by: string): Part {
  const layout = layoutBars(input.width, LABEL_SHARE);
  const panels = input.metrics.map((metric) => panel(input, by, metric, layout));
  return wholeSpec(
    input.heading,
    { vconcat: panels, spacing: 16 },
  );
}
