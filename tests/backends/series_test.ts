import assert from "node:assert/strict";
import fc from "fast-check";
import { MAX_FOLDERS, SeriesTable } from "../../src/backends/tensorboard/series.ts";

function places(steps: (number | undefined)[]): [folder: number, step: number][] {
  const series = new SeriesTable().get("metric", "m");
  return steps.map((given) => {
    const { folder, step } = series.place(given);
    return [folder, step];
  });
}

Deno.test("a step that rises stays in the run's own folder", () => {
  assert.deepEqual(places([-5, 0, 3, 4]), [[0, -5], [0, 0], [0, 3], [0, 4]]);
});

Deno.test("a step that does not rise goes to the first folder where it does", () => {
  assert.deepEqual(places([0, 1, 2, 1, 2, 3, 3, 3]), [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
    [0, 3],
    [1, 3],
    [2, 3],
  ]);
});

Deno.test("a point without a step stands behind the last one", () => {
  assert.deepEqual(places([undefined, undefined, 7, undefined]), [[0, 0], [0, 1], [0, 7], [0, 8]]);
});

Deno.test("in the last folder steps that do not rise count on", () => {
  const all = places(new Array(MAX_FOLDERS + 2).fill(5));
  assert.deepEqual(all.slice(-4), [[14, 5], [15, 5], [15, 6], [15, 7]]);
});

Deno.test("whatever the steps, they rise in each folder, and a cursor goes on with them", () => {
  const steps = fc.array(fc.option(fc.integer({ min: -3, max: 6 }), { nil: undefined }), {
    maxLength: 80,
  });
  fc.assert(fc.property(steps, fc.nat(80), (steps, cut) => {
    let table = new SeriesTable();
    const last = new Map<number, number>();
    steps.forEach((given, i) => {
      if (i === cut) table = new SeriesTable(JSON.parse(JSON.stringify(table.stored())));
      const { folder, step } = table.get("metric", "m").place(given);
      assert(folder < MAX_FOLDERS);
      assert(step > (last.get(folder) ?? -Infinity));
      last.set(folder, step);
    });
  }));
});

Deno.test("kinds that share a name do not share a tag", () => {
  const table = new SeriesTable();
  assert.equal(table.get("metric", "w").tag, "w");
  assert.equal(table.get("histogram", "w").tag, "w (histogram)");
  assert.equal(table.get("metric", "w (figure)").tag, "w (figure)");
  assert.equal(table.get("figure", "w").tag, "w (figure) (figure)");
  const again = new SeriesTable(table.stored());
  assert.equal(again.get("histogram", "w").tag, "w (histogram)");
  assert.equal(again.get("figure", "w").tag, "w (figure) (figure)");
});
