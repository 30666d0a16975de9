/** Live charts of a kernel's cells. @module */
export { LiveCharts, type LiveChartsOptions } from "./live_charts.ts";
