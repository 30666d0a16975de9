/**
 * Charts that are drawn while runs log.
 *
 * @module
 */
export { type EmitChart, LiveChart } from "./live_chart.ts";
export type { LiveBundle } from "./live_frame.ts";
export { checkLiveOptions, type LiveChartOptions } from "./live_options.ts";
export { watch, type WatchOptions } from "./watch.ts";
