/**
 * Charts that compare runs.
 *
 * @module
 */
export {
  type ChartAxis,
  type ChartKind,
  type ChartOptions,
  resolveChartOptions,
  type ResolvedOptions,
} from "./chart_options.ts";
export { compare } from "./compare.ts";
export { ComparisonChart } from "./comparison_chart.ts";
export { DifferenceTable } from "./difference_table.ts";
export type { ChartSpec } from "./render/mod.ts";
export { type SelectedRuns, selectRuns } from "./select_runs.ts";
export {
  checkLiveOptions,
  type EmitChart,
  type LiveBundle,
  LiveChart,
  type LiveChartOptions,
  watch,
  type WatchOptions,
} from "./live/mod.ts";
