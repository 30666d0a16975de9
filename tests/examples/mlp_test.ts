import assert from "node:assert/strict";
import { crossEntropy, type Example, Mlp } from "../../notebooks/lib/mlp.ts";
import { normal, seededRandom } from "../../notebooks/lib/random.ts";

const random = seededRandom(1);
const examples: Example[] = Array.from({ length: 20 }, (_, i) => ({
  features: [normal(random), normal(random)],
  label: i % 3,
}));

function meanLoss(model: Mlp): number {
  const losses = examples.map(({ features, label }) =>
    crossEntropy(model.predict(features), label)
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function stepLength(before: number[][], after: number[][]): number {
  const squares = before.flat().map((weight, i) => (weight - after.flat()[i]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

Deno.test("Mlp steps down the gradient: a small step lowers the loss by its length times the slope", () => {
  const model = new Mlp([2, 5, 4, 3], seededRandom(2));
  const before = { loss: meanLoss(model), weights: model.weights() };
  const learningRate = 1e-6;
  model.trainBatch(examples, { learningRate, momentum: 0 });
  const length = stepLength(before.weights, model.weights());
  // The step is learningRate times the gradient, so the gradient's length is length / learningRate.
  const expected = length * (length / learningRate);
  const lowered = before.loss - meanLoss(model);
  assert(Math.abs(lowered / expected - 1) < 1e-3, `lowered by ${lowered}, expected ${expected}`);
});

Deno.test("Mlp with momentum makes a share of its last step again", () => {
  const model = new Mlp([2, 3], seededRandom(2));
  model.trainBatch(examples, { learningRate: 0.1, momentum: 0.5 });
  const first = model.weights();
  model.trainBatch(examples, { learningRate: 0, momentum: 0.5 });
  const start = new Mlp([2, 3], seededRandom(2)).weights();
  const ratio = stepLength(first, model.weights()) / stepLength(start, first);
  assert(Math.abs(ratio - 0.5) < 1e-9, `the second step is ${ratio} of the first`);
});

Deno.test("Mlp predicts probabilities, even from features far off", () => {
  const probabilities = new Mlp([2, 3], seededRandom(3)).predict([1e6, -1e6]);
  assert.equal(probabilities.reduce((sum, value) => sum + value, 0), 1);
});
