/**
 * The parameters of a training: of its arguments, its model and its optimizer.
 *
 * @module
 */
import type { FitArguments, TrainedModel } from "./tensorflow.ts";

/** How a training was called for. */
export type FitMethod = "fit" | "fitDataset";

/** What TensorFlow.js takes where the user gave nothing. */
const DEFAULTS: Record<FitMethod, FitArguments> = {
  fit: { epochs: 1, batchSize: 32, shuffle: true },
  fitDataset: {},
};
const ARGUMENTS = [
  "epochs",
  "initialEpoch",
  "batchSize",
  "batchesPerEpoch",
  "validationSplit",
  "validationBatchSize",
  "validationBatches",
  "shuffle",
];

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function scalars(values: Iterable<[string, unknown]>): Record<string, unknown> {
  return Object.fromEntries([...values].filter(([, value]) => isScalar(value)));
}

/** Names of losses and metrics: a function has its own, and lists and objects are kept. */
function names(value: unknown): unknown {
  if (typeof value === "function") return value.name || "anonymous";
  if (Array.isArray(value)) return value.map(names);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([output, of]) => [output, names(of)]));
}

/** A name, or a list or object that holds any; else nothing that is worth a parameter. */
function named(name: string, value: unknown): Record<string, unknown> {
  const held = names(value);
  const isEmpty = held === undefined || held === null ||
    typeof held === "object" && Object.keys(held).length === 0;
  return isEmpty ? {} : { [name]: held };
}

/** All parameters of a training, by name. */
export function trainingParams(
  model: TrainedModel,
  method: FitMethod,
  args: FitArguments,
): Record<string, unknown> {
  const { optimizer } = model;
  const settings = optimizer?.getConfig?.() ?? {};
  return {
    ...scalars(Object.entries(settings)),
    ...scalars(ARGUMENTS.map((name) => [name, args[name] ?? DEFAULTS[method][name]])),
    ...optimizer ? { optimizer: optimizer.getClassName?.() ?? optimizer.constructor.name } : {},
    ...named("loss", model.loss),
    ...named("metrics", model.metrics),
    ...scalars([
      ["modelName", model.name],
      ["layerCount", model.layers?.length],
      ["parameterCount", model.countParams?.()],
    ]),
  };
}
