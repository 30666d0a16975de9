/** `%watch`: a live chart. @module */

import { CHART_OPTIONS, chartOptions } from "./chart_options.ts";
import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Draws the active run while it runs. */
export const watch: Magic = {
  name: "watch",
  summary: "Draws a live chart of the active run under the cell, also while the cell is busy.",
  usage: ["%watch [METRIC …] [--x step|time|relative] [--smooth S] [--log]"],
  examples: [
    ["%watch loss accuracy", "a panel for each metric"],
    ["%watch", "the metrics that the run logs"],
  ],
  line: "arguments",
  positional: ["metric"],
  isVariadic: true,
  options: { x: CHART_OPTIONS.x!, smooth: CHART_OPTIONS.smooth!, log: CHART_OPTIONS.log! },
  async run({ positional, options }) {
    const metrics = positional.map((one) => textOf(one, "a metric's name"));
    return await labbook().watch(undefined, {
      ...metrics.length === 0 ? {} : { metrics },
      ...chartOptions(options),
    });
  },
};
