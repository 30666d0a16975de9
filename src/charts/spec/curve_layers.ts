/** The layers of a panel of curves, from back to front. @module */

import { OTHERS_COLOR, TEXT_COLOR } from "../colors.ts";
import { position, tooltip } from "./curve_encoding.ts";
import { type CurvesPlan, type PanelPlan, putData } from "./curve_plan.ts";
import {
  axisRow,
  curveRows,
  drawnLine,
  lonePlaces,
  markPlaces,
  rowAt,
  spreadPlaces,
} from "./curve_rows.ts";
import { colorChannel, pickedOpacity, shapeChannel } from "./run_channels.ts";
import { HOVER_DATA, type Part } from "./theme.ts";

const FLATTEN: Part[] = [{ flatten: ["x", "y"] }];
const HOVER_POINTS = 1500;
const FEWEST_HOVER_POINTS = 4;
const MOST_HOVER_POINTS = 150;

/** All layers of a panel. */
export function curveLayers(plan: CurvesPlan, panel: PanelPlan): Part[] {
  return [
    ...otherLines(plan, panel),
    ...otherPoints(plan, panel),
    ...rawLines(plan, panel),
    lines(plan, panel),
    ...marks(plan, panel),
    ...strays(plan, panel),
    ...bestPoints(plan, panel),
    ...hover(plan, panel),
  ];
}

/** The name of the view that has a panel's lines. */
export function linesName({ place }: PanelPlan): string {
  return `lines${place}`;
}

function color({ input }: CurvesPlan): Part {
  return colorChannel(input, input.width);
}

function shape({ input }: CurvesPlan): Part {
  return shapeChannel(input, input.width);
}

function lines(plan: CurvesPlan, panel: PanelPlan): Part {
  const rows = curveRows(plan, panel, plan.named, { points: 40_000, columns: 4, parts: 6 });
  return {
    name: linesName(panel),
    data: putData(plan, linesName(panel), [...rows, axisRow(panel)]),
    transform: FLATTEN,
    mark: { type: "line", clip: true, strokeWidth: 1.5, strokeJoin: "round" },
    encoding: { ...position(plan.input, panel), color: color(plan), opacity: pickedOpacity(1) },
  };
}

/** What was logged, behind the smoothed lines. */
function rawLines(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const runs = plan.named.filter((run) => panel.curves[run]?.smooth);
  if (runs.length === 0) return [];
  const fineness = { points: 20_000, columns: 1, parts: 4 };
  const rows = curveRows(plan, panel, runs, fineness, ({ line }) => line);
  return [{
    data: putData(plan, `raw${panel.place}`, rows),
    transform: FLATTEN,
    mark: { type: "line", clip: true, strokeWidth: 1, strokeJoin: "round", aria: false },
    encoding: { ...position(plan.input, panel), color: color(plan), opacity: pickedOpacity(0.25) },
  }];
}

function otherLines(plan: CurvesPlan, panel: PanelPlan): Part[] {
  if (plan.others.length === 0) return [];
  const rows = curveRows(plan, panel, plan.others, { points: 16_000, columns: 0.5, parts: 2 });
  return [{
    data: putData(plan, `others${panel.place}`, rows),
    transform: FLATTEN,
    mark: {
      type: "line",
      clip: true,
      strokeWidth: 0.6,
      strokeOpacity: 0.45,
      color: OTHERS_COLOR,
      aria: false,
    },
    encoding: { ...position(plan.input, panel), detail: { field: "r", type: "nominal" } },
  }];
}

/** Others of which there is a single point. */
function otherPoints(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const rows = plan.others.flatMap((run) => {
    const curve = panel.curves[run];
    if (!curve) return [];
    const points = drawnLine(curve);
    const places = lonePlaces(points);
    return places.length === 0 ? [] : [rowAt(plan.input.labels[run]!, points, places)];
  });
  if (rows.length === 0) return [];
  return [{
    data: putData(plan, `otherPoints${panel.place}`, rows),
    transform: FLATTEN,
    mark: {
      type: "circle",
      clip: true,
      size: 16,
      opacity: 0.6,
      color: OTHERS_COLOR,
      aria: false,
    },
    encoding: position(plan.input, panel),
  }];
}

/** Marks on the lines, and points that stand alone, as a line needs two. */
function marks(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const rows = plan.named.flatMap((run, order) => {
    const curve = panel.curves[run];
    if (!curve) return [];
    const points = drawnLine(curve);
    // Those of one run stand beside those of the next.
    const shift = (order + 0.5) / plan.named.length;
    const places = new Set([...lonePlaces(points), ...markPlaces(points, panel.range, shift)]);
    return [rowAt(plan.input.labels[run]!, points, [...places].sort((a, b) => a - b))];
  });
  if (rows.length === 0) return [];
  return [{
    data: putData(plan, `marks${panel.place}`, rows),
    transform: FLATTEN,
    mark: { type: "point", filled: true, clip: true, size: 28, aria: false },
    encoding: {
      ...position(plan.input, panel),
      color: color(plan),
      shape: shape(plan),
      opacity: pickedOpacity(1),
    },
  }];
}

/** NaN at the bottom, infinities at the end of the axis beyond which they are. */
function strays(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const rows = plan.named.flatMap((run) =>
    (panel.curves[run]?.strays ?? []).map(({ x, y }) => ({
      r: plan.input.labels[run]!,
      x,
      v: String(y),
    }))
  );
  const layer = (value: string, shape: string, y: number): Part[] => {
    const found = rows.filter(({ v }) => v === value);
    if (found.length === 0) return [];
    return [{
      data: putData(plan, `${value}${panel.place}`, found),
      mark: {
        type: "point",
        filled: value !== "NaN",
        clip: true,
        shape,
        size: 40,
        strokeWidth: 1.5,
      },
      encoding: {
        x: position(plan.input, panel).x,
        y: { value: y },
        color: color(plan),
        opacity: pickedOpacity(1),
        tooltip: tooltip(plan.input, "value", { field: "v", type: "nominal" }),
      },
    }];
  };
  const bottom = plan.layout.height - 5;
  return [
    ...layer("NaN", "M-1,-1L1,1M-1,1L1,-1", bottom),
    ...layer("Infinity", "triangle-up", 5),
    ...layer("-Infinity", "triangle-down", bottom),
  ];
}

function bestPoints(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const rows = plan.named.flatMap((run) => {
    const best = panel.curves[run]?.best;
    return best ? [{ r: plan.input.labels[run]!, x: best.x, y: best.y }] : [];
  });
  if (rows.length === 0) return [];
  return [{
    data: putData(plan, `best${panel.place}`, rows),
    mark: { type: "point", filled: true, clip: true, size: 90, stroke: TEXT_COLOR, strokeWidth: 1 },
    encoding: {
      ...position(plan.input, panel),
      color: color(plan),
      shape: shape(plan),
      opacity: pickedOpacity(1),
      tooltip: tooltip(plan.input, "best value"),
    },
  }];
}

/** What the mouse meets: a line by itself would tell of its first point only. */
function hover(plan: CurvesPlan, panel: PanelPlan): Part[] {
  const share = Math.floor(HOVER_POINTS / (plan.panels.length * plan.input.labels.length));
  const most = Math.max(FEWEST_HOVER_POINTS, Math.min(MOST_HOVER_POINTS, share));
  const rows = panel.curves.flatMap((curve, run) => {
    if (!curve || curve.hover.x.length === 0) return [];
    const places = spreadPlaces(curve.hover.x.length, most);
    return [rowAt(plan.input.labels[run]!, curve.hover, places)];
  });
  if (rows.length === 0) return [];
  return [{
    data: putData(plan, `${HOVER_DATA}${panel.place}`, rows),
    transform: FLATTEN,
    mark: { type: "circle", clip: true, size: 100, opacity: 0, aria: false },
    encoding: { ...position(plan.input, panel), tooltip: tooltip(plan.input, "value") },
  }];
}
