/**
 * Keeps the title and the size of a live chart from the first frame to the last, so that the page does not move.
 *
 * @module
 */
import type { ChartSpec } from "../render/mod.ts";
import type { Heading, Part } from "../spec/theme.ts";

/** What stands beside the views of a specification. */
const AROUND = new Set([
  "$schema",
  "background",
  "title",
  "config",
  "datasets",
  "resolve",
  "params",
]);
/** As high as the strip on which a part of the axis is chosen, with its axis. */
const STRIP_HEIGHT = 33;

/**
 * Gives a specification of curves the title of all frames, and a place below the panels where it has no strip to
 * zoom yet.
 *
 * @param waiting What each panel waits for; undefined where it has curves.
 */
export function steadySpec(
  spec: ChartSpec,
  { title, notes }: Heading,
  waiting: readonly (string | undefined)[] = [],
): Part {
  const around: Part = {};
  const views: Part = {};
  for (const [name, value] of Object.entries(spec)) {
    (AROUND.has(name) ? around : views)[name] = value;
  }
  // One panel alone is the whole specification, and its title that of the metric.
  if (views.layer !== undefined) views.title = around.title;
  const [main, strip] = Array.isArray(views.vconcat) ? views.vconcat as Part[] : [views, undefined];
  const isAlone = main!.layer !== undefined;
  const panels = (isAlone ? [main!] : main!.concat as Part[])
    .map((panel, i) => waiting[i] === undefined ? panel : waitingPanel(panel, waiting[i]));
  return {
    ...around,
    title: { text: title, ...notes.length === 0 ? {} : { subtitle: notes } },
    vconcat: [
      isAlone ? panels[0] : { ...main, concat: panels },
      strip ?? placeOfStrip(panels.slice(0, isAlone ? 1 : Number(main!.columns))),
    ],
    spacing: 8,
  };
}

function waitingPanel(panel: Part, waiting: string): Part {
  const [x, y] = [Number(panel.width) / 2, Number(panel.height) / 2];
  return { ...panel, layer: [...panel.layer as Part[], text(`waiting for ${waiting}`, x, y, 12)] };
}

function placeOfStrip(row: Part[]): Part {
  const width = row.reduce((sum, panel) => sum + Number(panel.width), 0);
  const shown = text("live: zoom when the runs have ended", width / 2, STRIP_HEIGHT - 8, 9);
  return { width, height: STRIP_HEIGHT, ...shown };
}

function text(shown: string, x: number, y: number, fontSize: number): Part {
  return {
    data: { values: [{}] },
    mark: { type: "text", text: shown, fontSize },
    encoding: { x: { value: x }, y: { value: y } },
  };
}
