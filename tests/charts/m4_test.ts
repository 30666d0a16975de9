/** Reduces curves to what pixels show. @module */

import assert from "node:assert/strict";
import fc from "fast-check";
import { BREAK, type Columns, reduceToColumns } from "../../src/charts/m4.ts";

/** Points of which x ascends, with some that are not drawn. */
const points = fc.array(
  fc.record({
    gap: fc.constantFrom(0, 0, 0.25, 1, 3.5, 40),
    y: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -20, max: 20 }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
    ),
  }),
  { maxLength: 200 },
).map((steps) => {
  let at = -5;
  return {
    x: Float64Array.from(steps, ({ gap }) => at += gap),
    y: Float64Array.from(steps, ({ y }) => y),
  };
});

/** The column of a point; columns are half open, the last one is closed. */
function columnOf(x: number, { from, to, count }: Columns): number {
  return Math.min(count - 1, Math.max(0, Math.floor((x - from) / ((to - from) / count))));
}

/** What each column shows, found without care for speed. */
function naive(x: Float64Array, y: Float64Array, columns: Columns): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(y[i])) continue;
    const column = columnOf(x[i]!, columns);
    found.set(column, [...found.get(column) ?? [], y[i]!]);
  }
  return found;
}

// Widths that binary numbers hold exactly: what falls on the end of a column is the same for both.
const columns = fc.record({
  from: fc.constantFrom(-5, 0, 10),
  width: fc.constantFrom(0.5, 1, 8),
  count: fc.integer({ min: 1, max: 64 }),
}).map(({ from, width, count }): Columns => ({ from, to: from + width * count, count }));

Deno.test("each column keeps the first, last, smallest and largest value, and few others", () => {
  fc.assert(fc.property(points, columns, ({ x, y }, where) => {
    const kept = [...reduceToColumns(x, y, where)].filter((i) => i !== BREAK);
    assert.deepEqual(kept, [...new Set(kept)].sort((a, b) => a - b), "in order, each once");
    assert.ok(kept.every((i) => Number.isFinite(y[i])));
    const shown = new Map<number, number[]>();
    for (const i of kept) {
      const column = columnOf(x[i]!, where);
      shown.set(column, [...shown.get(column) ?? [], y[i]!]);
    }
    const all = naive(x, y, where);
    assert.deepEqual([...shown.keys()], [...all.keys()]);
    for (const [column, values] of all) {
      const few = shown.get(column)!;
      assert.equal(few[0], values[0]);
      assert.equal(few.at(-1), values.at(-1));
      assert.equal(Math.min(...few), Math.min(...values));
      assert.equal(Math.max(...few), Math.max(...values));
      assert.ok(few.length <= 12, `${few.length} points in a column`);
    }
  }));
});

Deno.test("a line is broken where something is not drawn between two columns, and nowhere else", () => {
  fc.assert(fc.property(points, columns, ({ x, y }, where) => {
    const indices = [...reduceToColumns(x, y, where)];
    assert.notEqual(indices[0], BREAK);
    assert.notEqual(indices.at(-1), BREAK);
    for (let k = 1; k < indices.length; k++) {
      if (indices[k] === BREAK) {
        assert.notEqual(indices[k - 1], BREAK);
        continue;
      }
      const isBroken = indices[k - 1] === BREAK;
      const [before, after] = [indices[isBroken ? k - 2 : k - 1]!, indices[k]!];
      const between = [...y.subarray(before + 1, after)];
      const isGap = between.some((value) => !Number.isFinite(value));
      if (isBroken) assert.ok(isGap, "broken without a reason");
      const isWithin = columnOf(x[before]!, where) === columnOf(x[after]!, where);
      if (isGap && !isBroken) assert.ok(isWithin, "drawn through a gap that is seen");
    }
  }));
});

Deno.test("what is not above 0 breaks a line on a logarithmic axis", () => {
  const x = Float64Array.from([0, 1, 2, 3, 4, 5]);
  const y = Float64Array.from([1, 0, 2, -1, 3, 4]);
  const indices = reduceToColumns(x, y, { from: 0, to: 6, count: 6 }, 0);
  assert.deepEqual([...indices], [0, BREAK, 2, BREAK, 4, 5]);
});

Deno.test("a line that is broken more often than a column can show is drawn through", () => {
  const x = Float64Array.from({ length: 1000 }, (_, i) => i);
  const y = Float64Array.from({ length: 1000 }, (_, i) => i % 2 === 0 ? i : NaN);
  const indices = reduceToColumns(x, y, { from: 0, to: 1000, count: 10 });
  assert.ok(indices.length <= 10 * 15, `${indices.length} indices`);
});

Deno.test("points at one x, or none, are a line, too", () => {
  const here = { from: 3, to: 3, count: 100 };
  assert.deepEqual([...reduceToColumns(new Float64Array(), new Float64Array(), here)], []);
  const x = Float64Array.from([3, 3, 3, 3, 3]);
  const y = Float64Array.from([2, 5, 1, 4, 3]);
  assert.deepEqual([...reduceToColumns(x, y, here)], [0, 1, 2, 4]);
});
