/** How large specifications get, and how like the whole a reduced chart is. @module */

import assert from "node:assert/strict";
import { STYLES } from "../../src/charts/colors.ts";
import { prepareCurve } from "../../src/charts/curve.ts";
import { renderPng, renderSvg } from "../../src/charts/render/mod.ts";
import { type CurvesInput, curvesSpec } from "../../src/charts/spec/curves.ts";
import type { MetricColumns } from "../../src/store/mod.ts";
import { comparePictures } from "./picture_difference.ts";
import { type Picture, readPng } from "./render_sample.ts";

/** A walk with noise, the same each time, and a gap. */
function noisy(count: number, seed: number): MetricColumns {
  let state = seed * 7919;
  const random = (): number => (state = state * 16807 % 2147483647) / 2147483647 - 0.5;
  const value = new Float64Array(count);
  let walk = seed % 7;
  for (let i = 0; i < count; i++) {
    walk += random() * 0.01;
    value[i] = i > count * 0.4 && i < count * 0.41
      ? NaN
      : walk + random() * (seed % 2 ? 0.5 : 0.02);
  }
  return { value, step: value.map((_, i) => i), timestamp: value.map((_, i) => i * 1000) };
}

function inputOf(columns: readonly MetricColumns[], named: number, panels: number): CurvesInput {
  const options = { x: "step", smooth: 0, log: false, start: 0, pixels: 600 } as const;
  const curves = columns.map((one) => prepareCurve("loss", one, options));
  return {
    heading: { title: "curves", notes: [] },
    panels: Array.from({ length: panels }, (_, i) => ({ metric: `loss ${i}`, curves })),
    labels: columns.map((_, i) => `run ${i}`),
    styles: columns.map((_, i) => i < named ? STYLES[i % STYLES.length] : undefined),
    x: "step",
    log: false,
    width: 640,
    canZoom: true,
  };
}

Deno.test("100 runs of 100,000 steps and two metrics make a specification below 1.5 MB", () => {
  // One after the other: all of them would need much memory.
  const few = Array.from({ length: 5 }, (_, i) => noisy(100_000, i + 1));
  const spec = curvesSpec(inputOf(Array.from({ length: 100 }, (_, i) => few[i % 5]!), 10, 2));
  const size = JSON.stringify(spec).length;
  assert.ok(size < 1_500_000, `${size} bytes`);
});

for (const scale of [1, 2]) {
  Deno.test(`at ${scale} pixels a unit, less than 0.5 % of a reduced chart's line pixels differ from the full one`, async () => {
    const columns = [noisy(20_000, 1), noisy(20_000, 2), noisy(20_000, 3)];
    const reduced = curvesSpec(inputOf(columns, 3, 1)) as { datasets: Record<string, unknown[]> };
    const axis = reduced.datasets.lines0!.at(-1);
    const all = columns.map(({ step, value }, i) => ({
      r: `run ${i}`,
      x: [...step],
      y: Array.from(value, (one) => Number.isNaN(one) ? null : one),
    }));
    const withLines = (lines0: unknown[]): typeof reduced => ({
      ...reduced,
      datasets: { ...reduced.datasets, lines0 },
    });
    const specs = [reduced, withLines([...all, axis]), withLines([axis])];
    const draw = async (spec: typeof reduced): Promise<Picture> =>
      readPng(await renderPng(await renderSvg(spec), { scale }));
    const [few, full, none] = await Promise.all(specs.map(draw)) as [Picture, Picture, Picture];
    const { lines, different } = comparePictures(few, full, none);
    assert.ok(lines > 10_000, `${lines} pixels of lines`);
    assert.ok(different < lines * 0.005, `${different} of ${lines} pixels differ`);
  });
}
