/** The specifications of comparisons. @module */

import assert from "node:assert/strict";
import { type ChartOptions, compare } from "../../src/charts/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { FOUR_RUNS, writeRuns } from "./comparison_runs.ts";
import { compileMessages } from "./compile_spec.ts";
import { assertGolden } from "./golden.ts";

const CHARTS: Record<string, ChartOptions> = {
  curves: {},
  curves_one_metric: { metrics: ["val/loss"], smooth: 0.6, log: true, height: 200 },
  curves_time: { x: "time", metrics: ["accuracy"] },
  curves_relative: { x: "relative", metrics: ["accuracy", "val/loss"], width: 400 },
  bars: { kind: "bars" },
  bars_log: { kind: "bars", log: true, metrics: ["val/loss"] },
  bars_by: { by: "optimizer" },
  bars_by_log: { by: "optimizer", log: true, metrics: ["val/loss"] },
  scatter: { kind: "scatter", by: "lr" },
  scatter_groups: { kind: "scatter", by: "model.layers", log: true, metrics: ["val/loss"] },
  parallel: { kind: "parallel" },
};

for (const [name, options] of Object.entries(CHARTS)) {
  Deno.test(`the chart ${name} is as it was looked at, and both versions of Vega-Lite take it`, async () => {
    using dir = tempDir();
    const chart = await compare(undefined, { ...options, baseDir: writeRuns(dir, FOUR_RUNS) });
    assert.deepEqual(compileMessages(chart.spec), []);
    assertGolden(name, chart.spec);
  });
}

Deno.test("the table of differences is as it was looked at", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, FOUR_RUNS);
  const chart = await compare(undefined, { kind: "table", baseDir });
  assert.equal(chart.spec, null);
  assertGolden("table", {
    view: chart.table.view,
    text: (await compare(undefined, { baseDir })).text(),
  });
});
