/**
 * TensorFlow.js as far as autologging needs it, told by its shape: each of its packages and builds has it.
 *
 * @module
 */

/** The module of TensorFlow.js: that of `@tensorflow/tfjs`, or of another package or build of it. */
export interface TensorFlowModule {
  /** The class of models. */
  LayersModel: ModelClass;
  /** The class of models whose layers follow one another. */
  Sequential?: ModelClass;
  /** Makes such a model. */
  sequential: unknown;
}

/** A class of models. */
export interface ModelClass {
  /** What its models share. */
  prototype: object;
}

/** What a model of TensorFlow.js is asked for. */
export interface TrainedModel {
  name?: unknown;
  loss?: unknown;
  metrics?: unknown;
  layers?: readonly unknown[];
  optimizer?: { getClassName?(): unknown; getConfig?(): unknown };
  countParams?(): unknown;
}

/** The arguments of `fit` and `fitDataset` that are looked at. */
export type FitArguments = Record<string, unknown>;

function hasTraining(value: unknown): value is TensorFlowModule {
  const { LayersModel, sequential } = (value ?? {}) as Record<string, unknown>;
  return typeof LayersModel === "function" && typeof sequential === "function" &&
    typeof LayersModel.prototype?.fit === "function";
}

/** The TensorFlow.js that a module is, or exports as its default. */
export function tensorFlowIn(module: unknown): TensorFlowModule | undefined {
  if (hasTraining(module)) return module;
  const main = (module as { default?: unknown } | undefined)?.default;
  return hasTraining(main) ? main : undefined;
}
