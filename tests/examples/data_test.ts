import assert from "node:assert/strict";
import { loadPenguins, PENGUINS_IN_ALL, splitPenguins } from "../../notebooks/lib/penguins.ts";
import { seededRandom } from "../../notebooks/lib/random.ts";

Deno.test("loadPenguins() leaves out the two penguins without measurements", () => {
  const penguins = loadPenguins();
  assert.equal(PENGUINS_IN_ALL, 344);
  assert.equal(penguins.length, 342);
  const bySpecies = [0, 1, 2].map((label) => penguins.filter((one) => one.label === label).length);
  assert.deepEqual(bySpecies, [151, 68, 123]);
});

Deno.test("splitPenguins() gives every penguin to one split, the same way for the same seed", () => {
  const split = splitPenguins(loadPenguins(), 0.3, seededRandom(7));
  assert.deepEqual([split.train.length, split.validation.length], [239, 103]);
  const rows = [...split.train, ...split.validation].map(({ row }) => row);
  assert.equal(new Set(rows).size, 342);
  assert.deepEqual(splitPenguins(loadPenguins(), 0.3, seededRandom(7)), split);
});

Deno.test("splitPenguins() standardises by the training split", () => {
  const { train } = splitPenguins(loadPenguins(), 0.3, seededRandom(7));
  for (let feature = 0; feature < 4; feature++) {
    const values = train.map(({ features }) => features[feature]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    assert(Math.abs(mean) < 1e-9 && Math.abs(square - 1) < 1e-9);
  }
});
