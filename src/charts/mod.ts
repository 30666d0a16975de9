/**
 * Charts that compare runs.
 *
 * @module
 */
export type { ChartAxis, ChartKind, ChartOptions } from "./chart_options.ts";
export { compare } from "./compare.ts";
export { ComparisonChart } from "./comparison_chart.ts";
export { DifferenceTable } from "./difference_table.ts";
export type { ChartSpec } from "./render/mod.ts";
