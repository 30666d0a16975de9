/**
 * Logs what TensorFlow.js trains without a line of the user's: into the run that `track()` started.
 *
 * @module
 */
import { host } from "../../host/mod.ts";
import { currentRun } from "../current_run.ts";
import type { ExperimentTracker } from "../experiment_tracker.ts";
import { shown } from "../metric_log.ts";
import { patch } from "./patch.ts";
import { type ModelClass, tensorFlowIn, type TensorFlowModule } from "./tensorflow.ts";
import { type AutologOptions, Training } from "./training.ts";

/** How the trainings of a library are logged, whatever the run, by its class of models. */
const always = new WeakMap<ModelClass, AutologOptions>();
/** How the trainings of a run are logged, whatever the library. */
const ofRuns = new WeakMap<ExperimentTracker, AutologOptions>();
/** What takes the library's methods back to what they were. */
const patched = new WeakMap<ModelClass, () => void>();

function checkOptions(options: unknown): AutologOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `Cannot log trainings: the options are ${shown(options)}, expected { models }`,
    );
  }
  const unknown = Object.keys(options).find((name) => name !== "models");
  if (unknown !== undefined) {
    throw new TypeError(
      `Cannot log trainings: there is no option ${JSON.stringify(unknown)}, expected models`,
    );
  }
  const { models }: { models?: unknown } = options;
  if (models === undefined || typeof models === "boolean") return { ...options };
  throw new TypeError(
    `Cannot log trainings: the option models is ${shown(models)}, expected true or false`,
  );
}

function ensurePatched(tf: TensorFlowModule): void {
  const { LayersModel } = tf;
  if (patched.has(LayersModel)) return;
  const undo = patch(tf, (model, method, args) => {
    const run = currentRun();
    const options = run && (always.get(LayersModel) ?? ofRuns.get(run));
    return options && { training: new Training(run, model, method, args), options };
  });
  patched.set(LayersModel, undo);
}

/**
 * Logs what TensorFlow.js trains. While a run that {@linkcode track} started is active, each `model.fit` and
 * `model.fitDataset` logs into it:
 *
 * - as parameters the training's `epochs`, `batchSize`, `shuffle`, …, the `optimizer` with its `learningRate` and other
 *   settings, `loss` and `metrics`, `modelName`, `layerCount` and `parameterCount`;
 * - as metrics all that TensorFlow.js tells of an epoch (`loss`, `val_loss`, `acc`, …), with the epoch as the step. The
 *   epochs of a second training of the same run go on where the first one ended;
 * - the model, when its training has ended, as `models/<its name>`, from where `tf.loadLayersModel` reads it.
 *
 * The training is as it is without: what it returns, throws and does with its callbacks. What cannot be logged is told
 * as a warning, once for each run. Called again with the same module, it takes the new options.
 *
 * In a notebook of Labbook's kernel, `track(name, { autolog: true })` and `%track --autolog` do so for one run.
 *
 * @param tf The module: `@tensorflow/tfjs`, `@tensorflow/tfjs-layers`, `@tensorflow/tfjs-node`, …
 * @param options What is logged.
 * @returns A function that undoes it.
 * @throws {TypeError} If the module is not TensorFlow.js, or an option is wrong.
 *
 * @example Log a training
 * ```ts
 * import { autolog, track } from "@labbook/labbook";
 * import * as tf from "npm:@tensorflow/tfjs@4.22.0";
 *
 * const stop = autolog(tf);
 * const run = await track("docs/line", { baseDir: await Deno.makeTempDir() });
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
 * model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
 * await model.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[2], [4]]), { epochs: 3, verbose: 0 });
 *
 * const { params, metrics, models } = await run.finish();
 * stop();
 * if (params.optimizer !== "SGD" || metrics.loss?.last.step !== 2 || models.length !== 1) {
 *   throw new Error("expected all of the training");
 * }
 * ```
 */
export function autolog(tf: TensorFlowModule, options: AutologOptions = {}): () => void {
  const library = tensorFlowIn(tf);
  if (library === undefined) {
    throw new TypeError(
      `Cannot log trainings: got ${shown(tf)}, expected the module of TensorFlow.js, ` +
        "such as that of @tensorflow/tfjs",
    );
  }
  const { LayersModel } = library;
  always.set(LayersModel, checkOptions(options));
  ensurePatched(library);
  return () => {
    always.delete(LayersModel);
    const run = currentRun();
    // The run's own trainings are logged until it ends.
    if (run !== undefined && ofRuns.has(run)) return;
    patched.get(LayersModel)?.();
    patched.delete(LayersModel);
  };
}

/**
 * Checks the option `autolog` of a run, before it starts.
 *
 * @returns What logs the trainings of the run that has started.
 * @throws {TypeError} If the option is wrong. {Error} If nobody knows what TensorFlow.js is.
 */
export function autologOfRun(given: unknown): (run: ExperimentTracker) => void {
  if (given === undefined || given === false) return () => {};
  if (given !== true && (typeof given !== "object" || given === null)) {
    throw new TypeError(
      `Cannot start a run: the option autolog is ${
        shown(given)
      }, expected true, false or { models }`,
    );
  }
  const options = checkOptions(given === true ? {} : given);
  const kernel = host();
  const known = tensorFlowIn(Reflect.get(globalThis, "tf"));
  if (kernel === undefined && known === undefined) {
    throw new Error(
      "Cannot start a run with autolog: globalThis.tf is not TensorFlow.js, expected a call of " +
        "autolog(tf) with the module that this program imports",
    );
  }
  return (run) => {
    ofRuns.set(run, options);
    for (const module of [known, ...kernel?.modules.values() ?? []]) noteModule(module);
    if (kernel === undefined) return;
    kernel.onImport = (module) => {
      if (run.isFinished) kernel.onImport = undefined;
      else noteModule(module);
    };
  };
}

function noteModule(module: unknown): void {
  try {
    const tf = tensorFlowIn(module);
    if (tf !== undefined) ensurePatched(tf);
  } catch (error) {
    // A module may refuse to be looked at, or to be changed: the cell that imports it has it all the same.
    console.warn(`labbook: trainings of a module are not logged: ${(error as Error).message}`);
  }
}
