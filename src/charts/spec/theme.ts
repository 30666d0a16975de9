/**
 * What all charts have in common: they read on white and on dark pages.
 *
 * @module
 */
import { LINE_COLOR, TEXT_COLOR } from "../colors.ts";

/** A part of a specification. */
export type Part = Record<string, unknown>;

/** The view on which a part of the axis is chosen, and its dataset. */
export const OVERVIEW = "overview";
/** What is chosen on it. */
export const ZOOM_PARAM = "zoom";
/** How the datasets begin that are there for tooltips only. */
export const HOVER_DATA = "hover";

/** Frontends draw nothing newer. */
const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/** The family that is shipped for pictures first, then what browsers have. */
const FONT = '"DejaVu Sans", Verdana, "Segoe UI", Helvetica, Arial, sans-serif';

/** Colours for all text and lines: a frontend's dark theme sets what is left out. */
const CONFIG: Part = {
  font: FONT,
  view: { stroke: null },
  style: {
    "guide-label": { fill: TEXT_COLOR, font: FONT },
    "guide-title": { fill: TEXT_COLOR, font: FONT },
    "group-title": { fill: TEXT_COLOR, font: FONT },
    "group-subtitle": { fill: TEXT_COLOR, font: FONT },
  },
  axis: {
    labelColor: TEXT_COLOR,
    titleColor: TEXT_COLOR,
    titleFontWeight: "normal",
    domainColor: LINE_COLOR,
    tickColor: LINE_COLOR,
    gridColor: LINE_COLOR,
    gridOpacity: 0.2,
    labelFontSize: 10,
    titleFontSize: 10,
  },
  legend: {
    labelColor: TEXT_COLOR,
    titleColor: TEXT_COLOR,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
  },
  title: {
    color: TEXT_COLOR,
    subtitleColor: TEXT_COLOR,
    fontSize: 13,
    subtitleFontSize: 11,
    anchor: "start",
  },
  text: { color: TEXT_COLOR },
  rule: { color: LINE_COLOR },
  range: { category: [LINE_COLOR] },
};

/** What stands above a chart. */
export interface Heading {
  /** The title. */
  title: string;
  /** What must be known to read it, one line each. */
  notes: string[];
}

/** Makes a whole specification of its parts. */
export function wholeSpec({ title, notes }: Heading, parts: Part): Part {
  return {
    $schema: SCHEMA,
    background: null,
    title: notes.length === 0 ? { text: title } : { text: title, subtitle: notes },
    ...parts,
    config: CONFIG,
  };
}

/** The title of a panel. */
export function panelTitle(text: string): Part {
  return { text, fontSize: 12, anchor: "start" };
}

/** Where panels stand. */
export interface Layout {
  /** How many panels stand side by side. */
  columns: number;
  /** The width of a panel's plot. */
  width: number;
  /** The height of a panel's plot. */
  height: number;
}

/** What an axis of values takes beside its plot. */
const AXIS_WIDTH = 44;
/** Between the plot of a panel and the axis of the next one. */
const GAP = 14;
/** Between the plots of panels: the axis of the upper and the title of the lower one. */
export const ROW_GAP = 62;
/** What the last label of an axis may need beyond it, and what is left free around a chart. */
const MARGIN = 24;

/** Puts panels into a width: one beside the other, or two. */
export function layoutPanels(count: number, width: number, height: number | undefined): Layout {
  const columns = count > 1 && width >= 480 ? 2 : 1;
  const taken = columns * AXIS_WIDTH + (columns - 1) * GAP + MARGIN;
  return {
    columns,
    width: Math.floor((width - taken) / columns),
    height: height ?? (count === 1 ? 260 : 170),
  };
}

/** The width of all plots side by side, with what is between them. */
export function wholeWidth({ columns, width }: Layout): number {
  return columns * width + (columns - 1) * (AXIS_WIDTH + GAP);
}

/** An axis of values that takes no more width than is left beside a plot. */
export function valueAxis(format: string | undefined): Part {
  return {
    title: null,
    tickCount: 5,
    labelLimit: AXIS_WIDTH - 8,
    // No label stands above the plot, where it would move the title.
    labelFlush: true,
    // Nor a tick, which at the end of an axis reaches half a pixel beyond it; lines of the grid are enough.
    ticks: false,
    labelPadding: 7,
    minExtent: AXIS_WIDTH,
    maxExtent: AXIS_WIDTH,
    ...format === undefined ? {} : { format },
  };
}

/** A scale of values; the steps of a logarithmic one would be whole decades. */
export function valueScale(isLog: boolean, domain: readonly [low: number, high: number]): Part {
  return isLog ? { type: "log", domain, nice: false } : { domain, nice: true, zero: false };
}

/** The format of numbers from the smallest to the largest, where the usual one would be too wide. */
export function numberFormat(low: number, high: number): string | undefined {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size >= 1e15) return "~e";
  if (size >= 1e4) return "~s";
  const range = high - low || size;
  return range < 1e-3 && range > 0 ? (size < 1e-3 ? "~e" : "~g") : undefined;
}

/** Panels in one view, side by side; one alone as well, as it has a title beside that of the whole. */
export function arrange(panels: Part[], { columns }: Layout): Part {
  return {
    concat: panels,
    columns,
    // What stands around a plot is as wide as it is: each plot is where it was reckoned to be.
    bounds: "flush",
    spacing: { row: ROW_GAP, column: AXIS_WIDTH + GAP },
  };
}
