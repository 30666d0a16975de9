/** `%compare`: comparison charts. @module */

import { CHART_OPTIONS, chartOptions } from "./chart_options.ts";
import { labbook } from "./labbook.ts";
import type { Magic } from "./magic.ts";
import { show } from "./show.ts";
import { textOf } from "./values.ts";

/** How many of the newest runs are drawn while they go on, as many as without `--live`. */
const LIVE_RUNS = 20;

/** Draws runs side by side. */
export const compare: Magic = {
  name: "compare",
  summary: "Draws runs side by side, with a table of what differs.",
  usage: [
    "%compare [RUN …] [--project P] [--metrics A,B] [--x step|time|relative] [--by PARAMETER] [--where TEXT] " +
    "[--last N] [--smooth S] [--log] [--kind curves|bars|scatter|parallel|table] [--live] [--dir DIR]",
  ],
  examples: [
    ["%compare", "the newest runs of the newest project"],
    ["%compare penguins --metrics val/loss,val/accuracy", "all runs of a project"],
    ["%compare --project penguins --by lr --kind scatter", "a parameter against the metrics"],
    ["const comparison = %compare baseline wide", "the comparison as a value"],
  ],
  line: "arguments",
  positional: ["run"],
  isVariadic: true,
  options: { ...CHART_OPTIONS, live: { summary: "goes on drawing while the runs go on" } },
  async run({ positional, options, isAssigned }) {
    const library = labbook();
    const refs = positional.map((one) => textOf(one, "a run's name"));
    const chosen = refs.length === 0 ? undefined : refs;
    if (options.live === true) {
      // Else only the active run would be drawn.
      const which = chosen === undefined ? { last: LIVE_RUNS } : {};
      return await library.watch(chosen, { ...which, ...chartOptions(options) });
    }
    const comparison = await library.compare(chosen, chartOptions(options));
    if (isAssigned) return comparison;
    // Without a chart it is its table alone.
    if (comparison.spec !== null) await show(comparison);
    return comparison.table;
  },
};
