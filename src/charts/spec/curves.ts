/** Curves: a panel a metric, a line a run. @module */

import type { ChartAxis } from "../chart_options.ts";
import { OTHERS_COLOR, type RunStyle } from "../colors.ts";
import { type Curve, type Points, reducePoints } from "../curve.ts";
import { titleText } from "../labels.ts";
import { extentOf, joinedRange, type Range, rangeOf } from "./ranges.ts";
import { type Rounding, roundRelative, roundTo } from "./rounding.ts";
import {
  arrange,
  AXIS_WIDTH,
  type Heading,
  layoutPanels,
  numberFormat,
  type Part,
  valueAxis,
  wholeSpec,
} from "./theme.ts";

/** A panel: a metric's curves. */
export interface CurvePanel {
  /** The metric. */
  metric: string;
  /** The curve of each run; undefined where it has none. */
  curves: readonly (Curve | undefined)[];
}

/** What curves are drawn of. */
export interface CurvesInput {
  /** What stands above. */
  heading: Heading;
  /** The panels. */
  panels: readonly CurvePanel[];
  /** What each run is called; no two the same. */
  labels: readonly string[];
  /** How each run is drawn; undefined for those that are thin and grey. */
  styles: readonly (RunStyle | undefined)[];
  /** What the horizontal axis is. */
  x: ChartAxis;
  /** Whether the axis of values is logarithmic. */
  log: boolean;
  /** The width of the whole in pixels. */
  width: number;
  /** The height of a panel in pixels. */
  height?: number;
  /** Whether a part of the curves can be chosen to look at closely. */
  canZoom: boolean;
}

/** All lines together have about as many points: more draw slowly, and make notebooks large. */
const NAMED_POINTS = 60_000;
const OTHER_POINTS = 30_000;
const HOVER_POINTS = 1500;
/** Fewer show nothing of how a run went. */
const FEWEST_COLUMNS = 40;
const MOST_HOVER_POINTS = 48;
const OVERVIEW_COLUMNS = 120;

/** One row of a dataset: a run's points. */
interface Row {
  r: string;
  x: number[];
  y: (number | null)[];
}

/** How one panel is drawn. */
interface PanelPlan extends CurvePanel {
  /** The place of the panel, which makes its names unique. */
  place: number;
  /** The x that it shows. */
  range: Range;
  /** Whether it shows what is chosen in the overview. */
  zooms: boolean;
  /** The smallest and the largest value. */
  extent: Range;
}

class CurvesChart {
  readonly #input: CurvesInput;
  readonly #datasets: Record<string, unknown[]> = {};
  readonly #named: number[];
  readonly #others: number[];
  readonly #width: number;
  readonly #height: number;
  readonly #plans: PanelPlan[];

  constructor(input: CurvesInput) {
    this.#input = input;
    const places = [...input.labels.keys()];
    this.#named = places.filter((run) => input.styles[run] !== undefined);
    this.#others = places.filter((run) => input.styles[run] === undefined);
    const { width, height } = layoutPanels(input.panels.length, input.width, input.height);
    this.#width = width;
    this.#height = height;
    const joined = joinedRange(input.panels.map(({ curves }) => rangeOf(curves)));
    this.#plans = input.panels.map((panel, place) => {
      const own = rangeOf(panel.curves);
      const isJoined = joined.members.includes(place);
      return {
        ...panel,
        place,
        range: isJoined ? joined.range : own,
        zooms: input.canZoom && isJoined,
        extent: extentOf(panel.curves, input.log),
      };
    });
  }

  /** The specification. */
  spec(): Part {
    const { heading, panels, width, height } = this.#input;
    const layout = layoutPanels(panels.length, width, height);
    const views = arrange(this.#plans.map((plan) => this.#panel(plan)), layout);
    const zoomed = this.#plans.filter(({ zooms }) => zooms);
    const isShown = zoomed.length > 0 && zoomed[0]!.range[1] > zoomed[0]!.range[0];
    const parts = isShown
      ? { vconcat: [views, this.#overview(zoomed[0]!, layout.columns)], spacing: 8 }
      : views;
    return wholeSpec(heading, {
      ...parts,
      ...this.#params(isShown),
      datasets: this.#datasets,
      resolve: { scale: { color: "shared", strokeDash: "shared", shape: "shared" } },
    });
  }

  #params(zooms: boolean): Part {
    const params: Part[] = [];
    if (this.#named.length > 0 && this.#plans.length > 0) {
      params.push({
        name: "picked",
        select: { type: "point", fields: ["r"] },
        bind: "legend",
        views: this.#plans.map(({ place }) => `lines${place}`),
      });
    }
    if (zooms) {
      params.push({
        name: "zoom",
        select: { type: "interval", encodings: ["x"] },
        views: ["overview"],
      });
    }
    return params.length === 0 ? {} : { params };
  }

  #panel(plan: PanelPlan): Part {
    return {
      title: { text: titleText(plan.metric), fontSize: 12, anchor: "start" },
      width: this.#width,
      height: this.#height,
      layer: [
        ...this.#otherLines(plan),
        ...this.#rawLines(plan),
        this.#lines(plan),
        ...this.#lonePoints(plan),
        ...this.#strays(plan),
        ...this.#bestPoints(plan),
        ...this.#hover(plan),
      ],
    };
  }

  /** Puts rows under a name, for a view. */
  #data(name: string, rows: unknown[]): Part {
    this.#datasets[name] = rows;
    return { name };
  }

  #xEncoding({ zooms }: PanelPlan): Part {
    const { x } = this.#input;
    const titles: Record<ChartAxis, string | null> = {
      step: "step",
      relative: "seconds since the start",
      time: null,
    };
    const labels = x === "time" ? {} : { format: "~s", labelFlush: true };
    return {
      field: "x",
      type: x === "time" ? "temporal" : "quantitative",
      scale: {
        nice: false,
        zero: false,
        ...zooms ? { domain: { param: "zoom", encoding: "x" } } : {},
      },
      axis: { title: titles[x], grid: false, tickCount: 5, labelOverlap: true, ...labels },
    };
  }

  #yEncoding({ extent: [low, high] }: PanelPlan): Part {
    const { log } = this.#input;
    return {
      field: "y",
      type: "quantitative",
      scale: { ...log ? { type: "log" } : { zero: false }, domain: [low, high], nice: true },
      axis: valueAxis(log ? "~g" : numberFormat(low, high)),
    };
  }

  #position(plan: PanelPlan): Part {
    return { x: this.#xEncoding(plan), y: this.#yEncoding(plan) };
  }

  /** A channel that tells the runs apart. */
  #runChannel(value: (style: RunStyle) => unknown): Part {
    const { labels, styles, width } = this.#input;
    const isOne = this.#named.length === 1;
    return {
      field: "r",
      type: "nominal",
      scale: {
        domain: this.#named.map((run) => labels[run]),
        range: this.#named.map((run) => value(styles[run]!)),
      },
      legend: {
        title: null,
        orient: "bottom",
        direction: isOne ? "horizontal" : "vertical",
        columns: width >= 480 ? 2 : 1,
        labelLimit: Math.floor(width / (width >= 480 ? 2 : 1)) - 60,
        symbolSize: 120,
        symbolStrokeWidth: 2,
      },
    };
  }

  #color(): Part {
    return this.#runChannel(({ color }) => color);
  }

  /** Runs that are not picked in the legend step back. */
  #opacity(value: number): Part {
    return { opacity: { condition: { param: "picked", value }, value: value * 0.12 } };
  }

  #rows(
    runs: number[],
    { curves, range }: PanelPlan,
    columns: number,
    x: Rounding,
    y: Rounding,
    lineOf: (curve: Curve) => Points = (curve) => curve.smooth ?? curve.line,
  ): Row[] {
    return runs.flatMap((run) => {
      const curve = curves[run];
      if (!curve) return [];
      const points = reducePoints(lineOf(curve), range[0], range[1], columns);
      return [{
        r: this.#input.labels[run]!,
        x: Array.from(points.x, x),
        y: Array.from(points.y, (value) => Number.isNaN(value) ? null : y(value)),
      }];
    });
  }

  /** How values are rounded where a pixel is cut in so many parts. */
  #rounding({ extent: [low, high] }: PanelPlan, parts: number): Rounding {
    return this.#input.log
      ? roundRelative(Math.log(high / low) / (this.#height * parts))
      : roundTo((high - low) / (this.#height * parts));
  }

  /** How many columns each line is reduced to. */
  #columns(points: number, runs: number, most: number): number {
    const share = Math.floor(points / (4 * Math.max(1, runs) * this.#plans.length));
    return Math.round(Math.min(most, Math.max(FEWEST_COLUMNS, share)));
  }

  #lines(plan: PanelPlan): Part {
    const columns = this.#columns(NAMED_POINTS, this.#named.length, this.#width * 2);
    const step = roundTo((plan.range[1] - plan.range[0]) / (columns * 4));
    const rows: unknown[] = this.#rows(this.#named, plan, columns, step, this.#rounding(plan, 8));
    // A row without values holds the axis at the ends that all panels share.
    rows.push({ r: null, x: plan.range, y: [null, null] });
    return {
      name: `lines${plan.place}`,
      data: this.#data(`lines${plan.place}`, rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: { type: "line", clip: true, strokeWidth: 1.5, strokeJoin: "round" },
      encoding: {
        ...this.#position(plan),
        color: this.#color(),
        strokeDash: this.#runChannel(({ dash }) => dash.length === 0 ? [1, 0] : dash),
        ...this.#opacity(1),
      },
    };
  }

  #rawLines(plan: PanelPlan): Part[] {
    const runs = this.#named.filter((run) => plan.curves[run]?.smooth);
    if (runs.length === 0) return [];
    const columns = this.#columns(NAMED_POINTS / 2, runs.length, this.#width);
    const step = roundTo((plan.range[1] - plan.range[0]) / (columns * 4));
    const rows = this.#rows(runs, plan, columns, step, this.#rounding(plan, 4), ({ line }) => line);
    return [{
      data: this.#data(`raw${plan.place}`, rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: { type: "line", clip: true, strokeWidth: 1, aria: false },
      encoding: { ...this.#position(plan), color: this.#color(), ...this.#opacity(0.25) },
    }];
  }

  #otherLines(plan: PanelPlan): Part[] {
    if (this.#others.length === 0) return [];
    const columns = this.#columns(OTHER_POINTS, this.#others.length, this.#width / 2);
    const step = roundTo((plan.range[1] - plan.range[0]) / (columns * 4));
    const rows = this.#rows(this.#others, plan, columns, step, this.#rounding(plan, 2));
    return [{
      data: this.#data(`others${plan.place}`, rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: {
        type: "line",
        clip: true,
        strokeWidth: 0.6,
        opacity: 0.45,
        color: OTHERS_COLOR,
        aria: false,
      },
      encoding: { ...this.#position(plan), detail: { field: "r", type: "nominal" } },
    }];
  }

  /** A line needs two points: one that stands alone is drawn as such. */
  #lonePoints(plan: PanelPlan): Part[] {
    const rows = this.#named.flatMap((run) => {
      const curve = plan.curves[run];
      const points = curve && lonePoints(curve.smooth ?? curve.line);
      const r = this.#input.labels[run]!;
      return points && points.x.length > 0 ? [{ r, x: [...points.x], y: [...points.y] }] : [];
    });
    if (rows.length === 0) return [];
    return [{
      data: this.#data(`alone${plan.place}`, rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: { type: "point", filled: true, clip: true, size: 20 },
      encoding: {
        ...this.#position(plan),
        color: this.#color(),
        shape: this.#runChannel(({ shape }) => shape),
        ...this.#opacity(1),
      },
    }];
  }

  /** NaN at the bottom, infinities at the end of the axis beyond which they are. */
  #strays(plan: PanelPlan): Part[] {
    const rows = this.#named.flatMap((run) =>
      (plan.curves[run]?.strays ?? []).map(({ x, y }) => ({
        r: this.#input.labels[run]!,
        x,
        v: String(y),
      }))
    );
    const layer = (v: string, shape: string, y: number): Part[] => {
      const found = rows.filter((row) => row.v === v);
      if (found.length === 0) return [];
      const encoding = this.#position(plan);
      return [{
        data: this.#data(`${v}${plan.place}`, found),
        mark: { type: "point", filled: v !== "NaN", shape, size: 40, strokeWidth: 1.5 },
        encoding: {
          ...encoding,
          y: { value: y },
          color: this.#color(),
          ...this.#opacity(1),
          tooltip: [
            { field: "r", title: "run" },
            this.#xTooltip(),
            { field: "v", title: "value" },
          ],
        },
      }];
    };
    return [
      ...layer("NaN", "M-1,-1L1,1M-1,1L1,-1", this.#height - 4),
      ...layer("Infinity", "triangle-up", 4),
      ...layer("-Infinity", "triangle-down", this.#height - 4),
    ];
  }

  #xTooltip(): Part {
    const { x } = this.#input;
    return x === "time"
      ? { field: "x", type: "temporal", title: "time", format: "%Y-%m-%d %H:%M:%S" }
      : {
        field: "x",
        type: "quantitative",
        title: x === "step" ? "step" : "seconds",
        format: x === "step" ? "" : ".3~f",
      };
  }

  #tooltip(value: string): Part {
    return {
      tooltip: [
        { field: "r", type: "nominal", title: "run" },
        this.#xTooltip(),
        { field: "y", type: "quantitative", title: value, format: ".6~g" },
      ],
    };
  }

  #bestPoints(plan: PanelPlan): Part[] {
    const rows = this.#named.flatMap((run) => {
      const best = plan.curves[run]?.best;
      return best ? [{ r: this.#input.labels[run]!, x: best.x, y: best.y }] : [];
    });
    if (rows.length === 0) return [];
    return [{
      data: this.#data(`best${plan.place}`, rows),
      mark: { type: "point", filled: true, clip: true, size: 70 },
      encoding: {
        ...this.#position(plan),
        color: this.#color(),
        shape: this.#runChannel(({ shape }) => shape),
        ...this.#opacity(1),
        ...this.#tooltip("best value"),
      },
    }];
  }

  /** What the mouse meets: a line by itself would tell of its first point only. */
  #hover(plan: PanelPlan): Part[] {
    const series = this.#plans.length * this.#input.labels.length;
    const most = Math.max(4, Math.min(MOST_HOVER_POINTS, Math.floor(HOVER_POINTS / series)));
    const rows = plan.curves.flatMap((curve, run) => {
      if (!curve || curve.hover.x.length === 0) return [];
      const places = spread(curve.hover.x.length, most);
      return [{
        r: this.#input.labels[run]!,
        x: places.map((i) => curve.hover.x[i]!),
        y: places.map((i) => Number(curve.hover.y[i]!.toPrecision(7))),
      }];
    });
    if (rows.length === 0) return [];
    return [{
      data: this.#data(`hover${plan.place}`, rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: { type: "circle", clip: true, size: 100, opacity: 0, aria: false },
      encoding: { ...this.#position(plan), ...this.#tooltip("value") },
    }];
  }

  /** The strip below the panels on which a part of the axis is chosen. */
  #overview(plan: PanelPlan, columns: number): Part {
    const rows: unknown[] = this.#rows(
      this.#named,
      plan,
      OVERVIEW_COLUMNS,
      roundTo((plan.range[1] - plan.range[0]) / (OVERVIEW_COLUMNS * 4)),
      this.#rounding(plan, 1),
    );
    rows.push({ r: null, x: plan.range, y: [null, null] });
    const { axis: _axis, scale: _scale, ...x } = this.#xEncoding(plan);
    const { axis: _values, ...y } = this.#yEncoding(plan);
    return {
      name: "overview",
      width: columns * this.#width + (columns - 1) * (AXIS_WIDTH + 20),
      height: 22,
      data: this.#data("overview", rows),
      transform: [{ flatten: ["x", "y"] }],
      mark: { type: "line", strokeWidth: 0.7, opacity: 0.5, aria: false },
      encoding: {
        x: {
          ...x,
          scale: { nice: false, zero: false },
          axis: {
            title: "drag here to zoom",
            labels: false,
            ticks: false,
            grid: false,
            titleFontSize: 9,
            titlePadding: 2,
          },
        },
        y: { ...y, axis: null },
        color: this.#color(),
      },
    };
  }
}

/** Points of a broken line that have no neighbour. */
function lonePoints({ x, y }: Points): { x: number[]; y: number[] } {
  const alone: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let i = 0; i < y.length; i++) {
    // Outside of the arrays there is undefined, which is no number either.
    if (Number.isNaN(y[i]!) || y[i - 1]! <= Infinity || y[i + 1]! <= Infinity) continue;
    alone.x.push(x[i]!);
    alone.y.push(y[i]!);
  }
  return alone;
}

/** Places spread evenly over a list. */
function spread(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from(
    { length: count },
    (_, k) => count === 1 ? 0 : Math.round(k * (length - 1) / (count - 1)),
  );
}

/** The specification of curves. */
export function curvesSpec(input: CurvesInput): Part {
  return new CurvesChart(input).spec();
}
