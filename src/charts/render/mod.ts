/**
 * Charts as pictures: SVG, PNG, what notebooks display, and reports that stand alone.
 *
 * @module
 */
export { type ChartBundle, chartBundle, VEGA_LITE_TYPE } from "./bundle.ts";
export type { ChartSpec } from "./compile.ts";
export { type ReportedComparison, reportHtml } from "./report/report.ts";
export { type PngOptions, renderPng } from "./png.ts";
export { preloadRendering } from "./preload.ts";
export { renderSvg, type SvgOptions } from "./svg.ts";
