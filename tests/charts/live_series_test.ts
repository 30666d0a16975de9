/** What is kept of a line however many points it has. @module */

import assert from "node:assert/strict";
import fc from "fast-check";
import { SeriesBuffer } from "../../src/charts/live/series_buffer.ts";
import { LiveLines, ShownMetrics } from "../../src/charts/live/live_lines.ts";
import { smoothed } from "../../src/charts/smoothing.ts";

Deno.test("a line of three million points keeps no more than its columns, with every peak", () => {
  const buffer = new SeriesBuffer({ capacity: 512 });
  let most = 0;
  for (let i = 0; i < 3_000_000; i++) {
    buffer.add(i, i === 1_234_567 ? 99 : i === 2_000_001 ? -99 : Math.sin(i / 1e5));
    if (i % 1000 === 0) most = Math.max(most, buffer.size);
  }
  assert.ok(most <= 512, `${most} columns were kept`);
  assert.ok(buffer.size >= 200, "so many that each pixel has one");
  const { x, y } = buffer.points(260);
  assert.equal(x[0], 0);
  assert.equal(x.at(-1), 2_999_999);
  assert.equal(x[y.indexOf(99)], 1_234_567);
  assert.equal(x[y.indexOf(-99)], 2_000_001);
  assert.ok(x.length <= 260 * 4 + 4);
});

Deno.test("times in milliseconds and tiny steps are kept as well", () => {
  for (const scale of [1e-12, 1, 1e9]) {
    const buffer = new SeriesBuffer({ capacity: 64 });
    const start = 1.7e12 * Math.min(1, scale);
    for (let i = 0; i < 10_000; i++) buffer.add(start + i * scale, i);
    const { x } = buffer.points(64);
    assert.ok(buffer.size <= 64 && x.length >= 16, `${buffer.size} of scale ${scale}`);
  }
});

Deno.test("each column has the first, lowest, highest and last of its points, in whatever order they came", () => {
  const point = fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -99, max: 99 }));
  fc.assert(fc.property(fc.array(point, { minLength: 1, maxLength: 600 }), (points) => {
    const buffer = new SeriesBuffer({ capacity: 32 });
    for (const [x, y] of points) buffer.add(x, y);
    const drawn = buffer.points(32);
    const kept = new Set([...drawn.x].map((x, i) => `${x} ${drawn.y[i]}`));
    const logged = new Set(points.map(([x, y]) => `${x} ${y}`));
    for (const one of kept) assert.ok(logged.has(one), `${one} was never logged`);
    assert.deepEqual([...drawn.x], [...drawn.x].sort((a, b) => a - b));
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    assert.equal(drawn.x[0], Math.min(...xs));
    assert.equal(drawn.x.at(-1), Math.max(...xs));
    assert.equal(Math.min(...drawn.y), Math.min(...ys));
    assert.equal(Math.max(...drawn.y), Math.max(...ys));
    assert.ok(buffer.size <= 32);
  }));
});

Deno.test("a gap breaks the line as long as it can be seen, and what is no number is kept apart", () => {
  const buffer = new SeriesBuffer({ capacity: 64 });
  for (let i = 0; i < 1000; i++) buffer.add(i, i >= 400 && i < 600 ? NaN : 1);
  const { x, y } = buffer.points(64);
  const gap = [...x].filter((_, i) => Number.isNaN(y[i]!));
  assert.ok(gap.length > 0 && gap.every((at) => at >= 384 && at < 600));
  const { strays, min, max, count } = buffer.totals;
  assert.deepEqual([strays[0], strays.length, count], [{ x: 400, y: NaN }, 24, 1000]);
  assert.deepEqual([min!.y, max!.y], [1, 1]);
  buffer.add(1000, Infinity);
  assert.deepEqual(buffer.totals.last, Infinity);
});

Deno.test("on a logarithmic axis there is no place for what is not above 0", () => {
  const buffer = new SeriesBuffer({ capacity: 100, above: 0 });
  for (const [x, y] of [[0, 10], [1, 0], [2, -1], [3, 0.1]] as const) buffer.add(x, y);
  assert.deepEqual([...buffer.points(100).y], [10, NaN, NaN, 0.1]);
  assert.equal(buffer.totals.leftOut, 2);
});

Deno.test("curves are smoothed point by point as a comparison smooths them at once", () => {
  const values = Float64Array.from({ length: 300 }, (_, i) => i % 50 === 7 ? NaN : Math.sin(i));
  const lines = new LiveLines(new ShownMetrics(["loss"]), { smooth: 0.9 }, 1000);
  values.forEach((value, step) => lines.take("loss", value, step, 0));
  const expected = smoothed(values, 0.9);
  const { x, y } = lines.line("loss")!.smoothed!.points(1000);
  assert.equal(x.length, 300);
  x.forEach((at, i) => assert.ok(Object.is(y[i], expected[at]) || y[i] === expected[at]));
});

Deno.test("metrics that are named are shown in their order, others by the order in which they come", () => {
  const named = new ShownMetrics(["b", "a"]);
  assert.deepEqual(["a", "b", "c"].map((name) => named.has(name)), [true, true, false]);
  assert.deepEqual(named.names, ["b", "a"]);
  const open = new ShownMetrics(undefined);
  for (const name of ["x", "system/cpu", "__proto__", "y", "z", "more"]) open.has(name);
  assert.deepEqual(open.names, ["x", "__proto__", "y", "z"]);
  const pattern = new ShownMetrics(["acc", "val/*"]);
  for (const name of ["loss", "val/loss", "val/acc"]) pattern.has(name);
  assert.deepEqual(pattern.names, ["acc", "val/loss", "val/acc"]);
});
