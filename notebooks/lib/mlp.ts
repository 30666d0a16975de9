/** A multilayer perceptron: ReLU layers, a softmax, cross-entropy, and SGD with momentum. @module */

import { normal, type Random } from "./random.ts";

/** What the model learns from: features, and the number of the right class. */
export interface Example {
  /** The inputs. */
  features: number[];
  /** The right class. */
  label: number;
}

/** How far one step goes. */
export interface StepOptions {
  /** The share of the gradient that is subtracted from the weights. */
  learningRate: number;
  /** The share of the last step that is made again. */
  momentum: number;
}

/** All that a model has learned. */
export interface MlpWeights {
  /** The numbers of inputs, of units in each hidden layer, and of classes. */
  sizes: number[];
  /** For each layer and each of its outputs the weights of its inputs, the last one its bias. */
  layers: number[][][];
}

/** One layer: for each output a row of weights, the last one its bias. */
interface Layer {
  weights: Float64Array[];
  velocity: Float64Array[];
}

/** A classifier with fully connected layers. */
export class Mlp {
  readonly #layers: Layer[];

  /**
   * Starts from random weights (He's).
   *
   * @param sizes The numbers of inputs, of units in each hidden layer, and of classes.
   * @param random Where the first weights come from.
   */
  constructor(readonly sizes: number[], random: Random) {
    this.#layers = sizes.slice(1).map((outputs, at) => {
      const inputs = sizes[at]!;
      const row = () =>
        Float64Array.from(
          { length: inputs + 1 },
          (_, i) => i === inputs ? 0 : normal(random) * Math.sqrt(2 / inputs),
        );
      const weights = Array.from({ length: outputs }, row);
      return { weights, velocity: weights.map(({ length }) => new Float64Array(length)) };
    });
  }

  /** The model that `toJSON()` wrote. */
  static from({ sizes, layers }: MlpWeights): Mlp {
    const model = new Mlp(sizes, () => 0);
    model.#layers.forEach(({ weights }, at) =>
      weights.forEach((row, output) => row.set(layers[at]![output]!))
    );
    return model;
  }

  /** The probability of each class. */
  predict(features: number[]): number[] {
    return this.#forward(features).at(-1)!;
  }

  /** Makes one step on a batch of examples: down the gradient of their mean loss. */
  trainBatch(batch: Example[], { learningRate, momentum }: StepOptions): void {
    const gradients = this.#layers.map(({ weights }) =>
      weights.map(({ length }) => new Float64Array(length))
    );
    for (const example of batch) this.#addGradients(example, gradients);
    this.#layers.forEach(({ weights, velocity }, at) =>
      weights.forEach((row, output) => {
        for (let i = 0; i < row.length; i++) {
          const slope = gradients[at]![output]![i]! / batch.length;
          velocity[output]![i] = momentum * velocity[output]![i]! - learningRate * slope;
          row[i]! += velocity[output]![i]!;
        }
      })
    );
  }

  /** Every layer's weights, biases included, one list a layer. */
  weights(): number[][] {
    return this.#layers.map(({ weights }) => weights.flatMap((row) => [...row]));
  }

  /** The model as `JSON.stringify` writes it. */
  toJSON(): MlpWeights {
    const layers = this.#layers.map(({ weights }) => weights.map((row) => [...row]));
    return { sizes: this.sizes, layers };
  }

  /** The inputs, every hidden layer's outputs, and at last the probabilities. */
  #forward(features: number[]): number[][] {
    const outputs = [features];
    this.#layers.forEach(({ weights }, at) => {
      const input = outputs[at]!;
      const sums = weights.map((row) =>
        input.reduce((sum, value, i) => sum + row[i]! * value, row[input.length]!)
      );
      const isLast = at === this.#layers.length - 1;
      outputs.push(isLast ? softmax(sums) : sums.map((sum) => Math.max(0, sum)));
    });
    return outputs;
  }

  /** Adds what the cross-entropy of one example says of every weight. */
  #addGradients({ features, label }: Example, gradients: Float64Array[][]): void {
    const outputs = this.#forward(features);
    // What the loss grows by with each sum of the layer, from the last layer to the first.
    let slopes = outputs.at(-1)!.map((value, i) => value - (i === label ? 1 : 0));
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      const input = outputs[at]!;
      const { weights } = this.#layers[at]!;
      slopes.forEach((slope, output) => {
        const row = gradients[at]![output]!;
        input.forEach((value, i) => row[i]! += slope * value);
        row[input.length]! += slope;
      });
      slopes = input.map((value, i) =>
        value > 0 ? slopes.reduce((sum, slope, output) => sum + slope * weights[output]![i]!, 0) : 0
      );
    }
  }
}

/** The loss of one prediction: the negative logarithm of the right class's probability. */
export function crossEntropy(probabilities: number[], label: number): number {
  return -Math.log(Math.max(probabilities[label]!, Number.MIN_VALUE));
}

function softmax(sums: number[]): number[] {
  const largest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
