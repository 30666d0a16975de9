/**
 * Keeps the size of a live chart from the first frame to the last, so that the page does not move.
 *
 * @module
 */
import { TEXT_COLOR } from "../colors.ts";
import type { ChartSpec } from "../render/mod.ts";
import type { Part } from "../spec/theme.ts";

/** What stands beside the views of a specification. */
const AROUND = [
  "$schema",
  "background",
  "title",
  "config",
  "datasets",
  "resolve",
  "params",
];
/** No axis of values is wider. */
const AXIS_WIDTH = 48;
/** As high as the strip on which a part of the axis is chosen. */
const STRIP_HEIGHT = 24;

/**
 * Gives the panels of curves the same bounds whatever labels their axes have, and the chart its title, and a place
 * below the panels where they have no strip to zoom yet.
 */
export function steadySpec(spec: ChartSpec, title: string, waiting: (string | undefined)[]): Part {
  const around: Part = {};
  const views: Part = {};
  for (const [name, value] of Object.entries(spec)) {
    (AROUND.includes(name) ? around : views)[name] = value;
  }
  around.title = { ...around.title as Part, text: title };
  const [main, strip] = Array.isArray(views.vconcat) ? views.vconcat as Part[] : [views, undefined];
  const panels = Array.isArray(main!.concat) ? main!.concat as Part[] : [main!];
  const steady = panels.map((panel, i) => steadyPanel(panel, waiting[i]));
  const width = steady.slice(0, Number(main!.columns ?? 1))
    .reduce((sum, panel) => sum + Number(panel.width), 0);
  return {
    ...around,
    vconcat: [
      Array.isArray(main!.concat) ? { ...main, concat: steady } : steady[0],
      strip ?? placeOfStrip(width),
    ],
    spacing: 8,
  };
}

function steadyPanel(panel: Part, waiting: string | undefined): Part {
  const [width, height] = [Number(panel.width), Number(panel.height)];
  const layer = [strut(width, height), ...panel.layer as Part[]];
  if (waiting !== undefined) layer.push(text(`waiting for ${waiting}`, width / 2, height / 2));
  return { ...panel, layer };
}

/** Nothing, as large as labels at the ends of the axes. */
function strut(width: number, height: number): Part {
  return {
    data: { values: [{}] },
    mark: { type: "rect", opacity: 0, aria: false },
    encoding: {
      x: { value: -AXIS_WIDTH },
      x2: { value: width + 12 },
      y: { value: -8 },
      y2: { value: height },
    },
  };
}

function placeOfStrip(width: number): Part {
  return {
    width,
    height: STRIP_HEIGHT,
    ...text("live: zoom when the runs have ended", width / 2, STRIP_HEIGHT - 6, 9),
  };
}

function text(shown: string, x: number, y: number, fontSize = 12): Part {
  return {
    data: { values: [{}] },
    mark: { type: "text", text: shown, fontSize, color: TEXT_COLOR },
    encoding: { x: { value: x }, y: { value: y } },
  };
}
