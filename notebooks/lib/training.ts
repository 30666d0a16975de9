/** Training and judging a classifier. @module */

import { crossEntropy, type Example, type Mlp, type StepOptions } from "./mlp.ts";
import { type Random, shuffled } from "./random.ts";

/** How one epoch goes. */
export interface EpochOptions extends StepOptions {
  /** How many examples make one step. */
  batchSize: number;
}

/** How good a model is on some examples. */
export interface Evaluation {
  /** The mean loss. */
  loss: number;
  /** The share that is told rightly. */
  accuracy: number;
}

/** Shows the model every example once, in random order. */
export function trainEpoch(
  model: Mlp,
  examples: readonly Example[],
  random: Random,
  { batchSize, ...step }: EpochOptions,
): void {
  const mixed = shuffled(examples, random);
  for (let at = 0; at < mixed.length; at += batchSize) {
    model.trainBatch(mixed.slice(at, at + batchSize), step);
  }
}

/** Judges the model by examples. */
export function evaluate(model: Mlp, examples: readonly Example[]): Evaluation {
  let [loss, right] = [0, 0];
  for (const { features, label } of examples) {
    const probabilities = model.predict(features);
    loss += crossEntropy(probabilities, label);
    if (mostLikely(probabilities) === label) right++;
  }
  return { loss: loss / examples.length, accuracy: right / examples.length };
}

/** The class with the largest probability. */
export function mostLikely(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

/** How often which class (row) was taken for which (column). */
export function confusionCounts(
  model: Mlp,
  examples: readonly Example[],
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { features, label } of examples) {
    counts[label]![mostLikely(model.predict(features))]!++;
  }
  return counts;
}
