/** Parallel coordinates: an axis a parameter that differs, and one for a metric. @module */

import { formatNumber } from "../../display/mod.ts";
import { RAMP, TEXT_COLOR } from "../colors.ts";
import { groupRuns } from "../grouping.ts";
import { differingParams, distinct, titleText } from "../labels.ts";
import { bestValue, placesByValue } from "../ranking.ts";
import { type ComparisonInput, finiteRange, spansDecades } from "./comparison_input.ts";
import { type Part, wholeSpec } from "./theme.ts";

/** More axes leave no room for their names. */
const MOST_PARAMS = 7;
const MOST_LABELS = 8;
const DEFAULT_HEIGHT = 280;
const MARGIN = 110;
/** Above and below an axis, where the labels of its ends stand. */
const LABEL_ROOM = 0.04;

/** An axis: where each run stands on it, from 0 to 1, and what is written beside it. */
interface ParallelAxis {
  name: string;
  places: (number | null)[];
  labels: { y: number; t: string }[];
}

function numericAxis(name: string, values: (number | undefined)[], isLog: boolean): ParallelAxis {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  const onLog = known.length > 0 && Math.min(...known) > 0 && (isLog || spansDecades(known));
  const scaled = (value: number): number => onLog ? Math.log(value) : value;
  const [low, high] = finiteRange(known.map(scaled)) ?? [0, 1];
  const place = (value: number): number => high > low ? (scaled(value) - low) / (high - low) : 0.5;
  const shown = [...new Set(known)].sort((a, b) => a - b);
  const written = shown.length <= 4 ? shown : [shown[0]!, shown.at(-1)!];
  return {
    name,
    places: values.map((value) =>
      value === undefined || !Number.isFinite(value) ? null : round(place(value))
    ),
    labels: written.map((value) => ({ y: round(place(value)), t: formatNumber(value) })),
  };
}

function groupAxis(input: ComparisonInput, param: string, name: string): ParallelAxis {
  const groups = groupRuns(input.params, param).filter(({ places }) =>
    input.params[places[0]!]!.has(param)
  );
  const places: (number | null)[] = new Array(input.runs.length).fill(null);
  const labels = groups.map(({ label, places: members }, i) => {
    const y = round(groups.length === 1 ? 0.5 : i / (groups.length - 1));
    for (const member of members) places[member] = y;
    return { y, t: titleText(label, 14) };
  });
  const step = Math.ceil(labels.length / MOST_LABELS);
  return { name, places, labels: labels.filter((_, i) => i % step === 0) };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

function axesOf(input: ComparisonInput, metric: string, values: number[]): ParallelAxis[] {
  const params = differingParams(input.params).slice(0, MOST_PARAMS);
  const names = distinct([...params, metric].map((name) => titleText(name, 18)));
  const axes = params.map((param, i) => {
    const own = input.params.map((one) => one.get(param));
    const isNumeric = own.every((value) => value === undefined || typeof value === "number");
    return isNumeric
      ? numericAxis(names[i]!, own as (number | undefined)[], false)
      : groupAxis(input, param, names[i]!);
  });
  return [...axes, numericAxis(names.at(-1)!, values, input.log)];
}

const Y: Part = {
  field: "y",
  type: "quantitative",
  scale: { domain: [-LABEL_ROOM * 2, 1 + LABEL_ROOM * 2], nice: false, zero: false },
  axis: null,
};

function xOf(axes: readonly ParallelAxis[]): Part {
  return {
    field: "a",
    type: "nominal",
    scale: { type: "point", padding: 0.3, domain: axes.map(({ name }) => name) },
    axis: {
      title: null,
      orient: "top",
      domain: false,
      ticks: false,
      grid: false,
      labelAngle: 0,
      labelLimit: 110,
    },
  };
}

/** Texts beside the axes. */
function textLayer(axes: readonly ParallelAxis[], rows: Part[], mark: Part): Part[] {
  if (rows.length === 0) return [];
  return [{
    data: { values: rows },
    mark: { type: "text", fontSize: 10, ...mark },
    encoding: {
      x: xOf(axes),
      y: Y,
      text: { field: "t", type: "nominal" },
      color: { value: TEXT_COLOR },
    },
  }];
}

/** What is written at the axes: at their ends above and below them, where no line goes. */
function labelLayers(axes: readonly ParallelAxis[]): Part[] {
  const rows = axes.flatMap(({ name, labels }) => labels.map((label) => ({ a: name, ...label })));
  const ends = rows.filter(({ y }) => y === 0 || y === 1).map(({ y, ...row }) => ({
    ...row,
    y: y === 0 ? -LABEL_ROOM : 1 + LABEL_ROOM,
  }));
  const middle = rows.filter(({ y }) => y > 0 && y < 1);
  return [
    ...textLayer(axes, ends, { align: "center" }),
    ...textLayer(axes, middle, { align: "left", dx: 5 }),
  ];
}

/** The lines of the runs; that of the best is thick. */
function runLines(
  input: ComparisonInput,
  axes: readonly ParallelAxis[],
  values: readonly number[],
  best: number,
): Part {
  const metric = input.metrics[0]!;
  const rows = input.runs.flatMap((_, run) => {
    if (!Number.isFinite(values[run])) return [];
    return [{
      r: input.labels[run]!,
      a: axes.map(({ name }) => name),
      y: axes.map(({ places }) => places[run]!),
      m: values[run]!,
      w: run === best ? 3 : 1.2,
    }];
  });
  const [low, high] = finiteRange(values) ?? [0, 1];
  const isLog = input.log && low > 0;
  return {
    data: { values: rows },
    transform: [{ flatten: ["a", "y"] }],
    mark: { type: "line", strokeJoin: "round" },
    encoding: {
      x: xOf(axes),
      y: Y,
      detail: { field: "r", type: "nominal" },
      strokeWidth: { field: "w", type: "quantitative", scale: null, legend: null },
      color: {
        field: "m",
        type: "quantitative",
        scale: {
          ...isLog ? { type: "log" } : {},
          domain: [low, high],
          range: RAMP,
          interpolate: "rgb",
        },
        legend: { title: titleText(metric, 18), gradientLength: 140 },
      },
      tooltip: [
        { field: "r", type: "nominal", title: "run" },
        { field: "m", type: "quantitative", title: "best", format: ".6~g" },
      ],
    },
  };
}

/** The specification of parallel coordinates: each line a run, its colour the first metric's best value. */
export function parallelSpec(input: ComparisonInput): Part {
  const metric = input.metrics[0]!;
  const values = input.runs.map((run) => bestValue(run, metric));
  const axes = axesOf(input, metric, values);
  const best = placesByValue(input.runs, metric)[0]!;
  const last = axes.at(-1)!;
  const star = last.places[best] ?? null;
  return wholeSpec(input.heading, {
    width: input.width - MARGIN,
    height: input.height ?? DEFAULT_HEIGHT,
    layer: [
      {
        data: { values: axes.map(({ name }) => ({ a: name, y: 0, z: 1 })) },
        mark: { type: "rule", opacity: 0.6 },
        encoding: { x: xOf(axes), y: Y, y2: { field: "z" } },
      },
      runLines(input, axes, values, best),
      ...labelLayers(axes),
      ...textLayer(axes, star === null ? [] : [{ a: last.name, y: star, t: "★" }], {
        align: "right",
        dx: -5,
        fontSize: 13,
      }),
    ],
  });
}
