/** What TensorFlow.js trains, logged without a line of the user's. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import {
  autolog,
  currentRun,
  ExperimentTracker,
  track,
  type TrackOptions,
} from "../../src/tracker/mod.ts";
import { readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";

const QUIET = { useTensorboard: false, saveCode: false, saveEnv: false };
const INPUTS = tf.tensor2d(Array.from({ length: 20 }, (_, i) => [i / 20, 1 - i / 20]));
const TARGETS = tf.tensor2d(Array.from({ length: 20 }, (_, i) => [i / 10]));

/** A model that starts the same each time. */
function line(name: string, optimizer: string | tf.Optimizer = "sgd"): tf.Sequential {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 7 });
  const layer = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer });
  const model = tf.sequential({ name, layers: [layer] });
  model.compile({ optimizer, loss: "meanSquaredError", metrics: ["mae"] });
  return model;
}

/** Trains in the order given, so that the numbers are the same each time. */
function fit(model: tf.LayersModel, args: tf.ModelFitArgs = {}): Promise<tf.History> {
  return model.fit(INPUTS, TARGETS, { shuffle: false, verbose: 0, ...args });
}

/** Does something while TensorFlow.js is logged and a run is active, and returns the run, which is finished then. */
async function inRun(
  body: (run: ExperimentTracker) => Promise<unknown>,
  options: { models?: boolean } = {},
  given: TrackOptions & { baseDir: string },
): Promise<ExperimentTracker> {
  const stop = autolog(tf, options);
  const run = await track("autolog/run", { ...QUIET, ...given });
  try {
    await body(run);
  } finally {
    await run.finish();
    stop();
  }
  return run;
}

/** What console.warn is told while `body` runs. */
async function warnings(body: () => Promise<unknown>): Promise<string[]> {
  const { warn } = console;
  const told: string[] = [];
  console.warn = (...values: unknown[]) => told.push(values.join(" "));
  try {
    await body();
  } finally {
    console.warn = warn;
  }
  return told;
}

async function steps(run: ExperimentTracker, metric = "loss"): Promise<unknown[]> {
  return (await run.getMetricHistory(metric)).map(({ step }) => step);
}

Deno.test("a training logs its parameters, the numbers of each epoch and the model", async () => {
  await using dir = await tempDir();
  let history: tf.History | undefined;
  const run = await inRun(
    async () => {
      history = await fit(line("small", tf.train.adam(0.01)), { epochs: 3, validationSplit: 0.2 });
    },
    {},
    { baseDir: dir.path },
  );
  const summary = readSummary(run.path);
  assert.deepEqual(summary.params, {
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    epochs: 3,
    batchSize: 32,
    validationSplit: 0.2,
    shuffle: false,
    optimizer: "Adam",
    loss: "meanSquaredError",
    metrics: ["mae"],
    modelName: "small",
    layerCount: 1,
    parameterCount: 3,
  });
  assert.deepEqual(Object.keys(summary.metrics).sort(), ["loss", "mae", "val_loss", "val_mae"]);
  for (const name of Object.keys(summary.metrics)) {
    const points = await run.getMetricHistory(name);
    assert.deepEqual(points.map(({ value }) => value), history?.history[name]);
    assert.deepEqual(points.map(({ step }) => step), [0, 1, 2]);
  }
  const [model] = summary.models;
  assert.equal(model?.name, "small");
  const folder = join(run.path, model.path);
  const { modelTopology, weightsManifest } = JSON.parse(
    Deno.readTextFileSync(join(folder, "model.json")),
  );
  const loaded = await tf.loadLayersModel(tf.io.fromMemory({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: Deno.readFileSync(join(folder, "weights.bin")).buffer,
  }));
  assert.equal(loaded.countParams(), 3);
});

Deno.test("trainings of one run go on step by step, and of one that is gone on with", async () => {
  await using dir = await tempDir();
  const model = line("steps");
  const options = { models: false };
  const given = { baseDir: dir.path };
  const first = await inRun(
    async (run) => {
      await fit(model, { epochs: 2 });
      await fit(model, { epochs: 2 });
      assert.deepEqual(await steps(run), [0, 1, 2, 3]);
      // As Keras users go on: the epochs are counted from the start.
      await fit(model, { epochs: 6, initialEpoch: 4 });
    },
    options,
    given,
  );
  assert.deepEqual(await steps(first), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(readSummary(first.path).models, []);
  const again = await inRun(
    () => fit(model, { epochs: 2 }),
    options,
    { ...given, resume: true },
  );
  assert.equal(again.path, first.path);
  assert.deepEqual(await steps(again), [0, 1, 2, 3, 4, 5, 6, 7]);
});

Deno.test("a data set's training is logged, too", async () => {
  await using dir = await tempDir();
  const xs = tf.data.array([[0, 1], [1, 0], [1, 1], [0, 0]]);
  const ys = tf.data.array([[0], [1], [2], [3]]);
  const data = tf.data.zip({ xs, ys }).batch(2).repeat(2) as unknown as tf.data.Dataset<
    tf.TensorContainer
  >;
  const run = await inRun(
    () => line("from data").fitDataset(data, { epochs: 2, batchesPerEpoch: 2, verbose: 0 }),
    {},
    { baseDir: dir.path },
  );
  assert.deepEqual(await steps(run), [0, 1]);
  const { params, models } = readSummary(run.path);
  assert.equal(params.batchesPerEpoch, 2);
  assert(!("batchSize" in params) && !("shuffle" in params), "a data set has its own");
  assert.equal(models[0]?.name, "from data");
});

Deno.test("models of the functional kind and of the user's own classes are logged once", async () => {
  await using dir = await tempDir();
  class Own extends tf.LayersModel {
    override fit(...args: Parameters<tf.LayersModel["fit"]>): Promise<tf.History> {
      return super.fit(...args);
    }
  }
  const input = tf.input({ shape: [2] });
  const output = tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor;
  const own = new Own({ inputs: input, outputs: output, name: "own" });
  const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => a.sub(b).square().mean(-1);
  own.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss });
  const run = await inRun(() => fit(own, { epochs: 2 }), {}, { baseDir: dir.path });
  assert.deepEqual(await steps(run), [0, 1]);
  const { params } = readSummary(run.path);
  assert.deepEqual([params.optimizer, params.momentum, params.useNesterov], [
    "Momentum",
    0.9,
    false,
  ]);
  assert.deepEqual([params.loss, params.layerCount, params.modelName], ["loss", 2, "own"]);
  assert(!("metrics" in params));
});

Deno.test("callbacks of every form see what they see without, and tensors do not pile up", async () => {
  await using dir = await tempDir();
  class Keeper extends tf.Callback {
    seen: unknown[] = [];
    override onEpochEnd(epoch: number, logs: tf.Logs = {}): Promise<void> {
      this.seen.push(epoch, ...Object.values(logs).map((value) => typeof value));
      return Promise.resolve();
    }
  }
  const train = async (): Promise<unknown[]> => {
    const seen: unknown[] = [];
    const configuration = {
      onTrainBegin: () => void seen.push("begin"),
      onBatchEnd: (batch: number, logs?: tf.Logs) => void seen.push(batch, { ...logs }),
      onEpochEnd: (epoch: number, logs?: tf.Logs) => void seen.push(epoch, { ...logs }),
    };
    const keeper = new Keeper();
    const forms: tf.ModelFitArgs["callbacks"][] = [
      undefined,
      [],
      configuration,
      [configuration, { onEpochEnd: () => void seen.push("second") }],
      keeper,
      [keeper, tf.callbacks.earlyStopping({ monitor: "loss", patience: 0, minDelta: 100 })],
    ];
    for (const callbacks of forms) {
      const model = line("forms");
      const args = Object.freeze({ epochs: 2, batchSize: 10, ...callbacks ? { callbacks } : {} });
      const before = tf.memory().numTensors;
      const { history, epoch } = await fit(model, args);
      seen.push(history, epoch, tf.memory().numTensors - before);
      model.dispose();
    }
    return [...seen, keeper.seen];
  };
  const without = await train();
  let within: unknown[] = [];
  const run = await inRun(async () => within = await train(), {}, { baseDir: dir.path });
  assert.deepEqual(within, without);
  assert.deepEqual(
    await steps(run),
    Array.from({ length: 12 }, (_, i) => i),
    "the last one stopped early",
  );
});

Deno.test("what a training throws is thrown, and one that never began is not logged", async () => {
  await using dir = await tempDir();
  const failures: [what: () => Promise<unknown>, message: RegExp][] = [
    [() => tf.sequential().fit(INPUTS, TARGETS), /needs to be compiled before/],
    [() => fit(line("wrong"), { batchSize: -1 }), /batchSize is required to be a positive integer/],
    [() => line("wrong").fit(TARGETS, INPUTS), /expected/],
    [() => line("wrong").fit(INPUTS, TARGETS, null as never), /reading 'batchSize'/],
    [
      () => line("wrong").fitDataset(undefined as never, undefined as never),
      /reading 'batchesPerEpoch'/,
    ],
  ];
  const message = async (what: () => Promise<unknown>): Promise<string> =>
    await what().then(() => "nothing", (error) => error.message);
  const without: string[] = [];
  for (const [what, expected] of failures) {
    without.push(await message(what));
    assert.match(without.at(-1)!, expected);
  }
  const run = await inRun(
    async () => {
      for (const [i, [what]] of failures.entries()) assert.equal(await message(what), without[i]);
      const failing = fit(line("broken"), {
        epochs: 3,
        callbacks: {
          onEpochEnd: (epoch) => {
            if (epoch === 1) throw new RangeError("mine");
          },
        },
      });
      await assert.rejects(failing, new RangeError("mine"));
    },
    {},
    { baseDir: dir.path },
  );
  const { params, models } = readSummary(run.path);
  assert.equal(params.modelName, "broken");
  assert.deepEqual(models, []);
  assert.deepEqual(await steps(run), [0]);
});

Deno.test("trouble in logging is told once, and the training goes on", async () => {
  await using dir = await tempDir();
  const told = await warnings(() =>
    inRun(
      async (run) => {
        await fit(line("../out"), { epochs: 1 });
        await fit(line("../out"), { epochs: 1 });
        const { history } = await fit(line("late"), {
          epochs: 3,
          callbacks: { onEpochEnd: (epoch) => epoch === 1 ? run.finish().then() : undefined },
        });
        assert.equal(history.loss?.length, 3);
      },
      {},
      { baseDir: dir.path },
    )
  );
  assert.deepEqual(told, [
    "labbook: a training goes on, but its model could not be logged: " +
    'Cannot use "../out" as the model name: it would leave the run\'s model folder',
  ]);
});

Deno.test("nothing is logged without a run of track(), or after it was undone", async () => {
  await using dir = await tempDir();
  const original = tf.LayersModel.prototype.fit;
  const ofSequential = tf.Sequential.prototype.fit;
  const stop = autolog(tf);
  const patched = tf.LayersModel.prototype.fit;
  assert.notEqual(patched, original);
  assert.equal(autolog(tf, { models: false }) === stop, false);
  assert.equal(tf.LayersModel.prototype.fit, patched, "once, however often it is called");
  assert.deepEqual([patched.name, patched.length], [original.name, original.length]);
  const own = new ExperimentTracker({ ...QUIET, project: "autolog", baseDir: dir.path });
  await fit(line("alone"));
  stop();
  assert.equal(tf.LayersModel.prototype.fit, original);
  assert.equal(tf.Sequential.prototype.fit, ofSequential);
  const run = await track("autolog/undone", { ...QUIET, baseDir: dir.path });
  await fit(line("alone"));
  for (const { path } of [await own.finish(), await run.finish()].map((_, i) => [own, run][i]!)) {
    const { params, metrics, models } = readSummary(path);
    assert.deepEqual([params, metrics, models], [{}, {}, []]);
  }
});

Deno.test("two copies of the library log a training once", async () => {
  await using dir = await tempDir();
  const copy: typeof import("../../src/tracker/autolog/autolog.ts") = await import(
    `../../src/tracker/autolog/autolog.ts?copy`
  );
  const original = tf.LayersModel.prototype.fit;
  const stop = copy.autolog(tf);
  const run = await inRun(() => fit(line("twice"), { epochs: 2 }), {}, { baseDir: dir.path });
  stop();
  assert.deepEqual(await steps(run), [0, 1]);
  assert.equal(readSummary(run.path).models.length, 1);
  assert.equal(tf.LayersModel.prototype.fit, original);
});

Deno.test("the option autolog counts for one run, and finds globalThis.tf", async () => {
  await using dir = await tempDir();
  const given = { ...QUIET, baseDir: dir.path };
  await assert.rejects(track("autolog/none", { ...given, autolog: true }), {
    name: "Error",
    message:
      "Cannot start a run with autolog: globalThis.tf is not TensorFlow.js, expected a call " +
      "of autolog(tf) with the module that this program imports",
  });
  Object.assign(globalThis, { tf });
  try {
    const first = await track("autolog/first", { ...given, autolog: { models: false } });
    await fit(line("first"), { epochs: 2 });
    const stop = autolog(tf);
    stop();
    await fit(line("first"), { epochs: 1 });
    const second = await track("autolog/second", given);
    await fit(line("second"), { epochs: 2 });
    await second.finish();
    assert.deepEqual(await steps(first), [0, 1, 2]);
    assert.deepEqual(readSummary(first.path).models, []);
    assert.deepEqual(readSummary(second.path).params, {});
  } finally {
    Reflect.deleteProperty(globalThis, "tf");
  }
  assert.deepEqual(
    Array.from(Deno.readDirSync(join(dir.path, "autolog")), ({ name }) => name).sort(),
    [
      "first",
      "second",
    ],
  );
});

Deno.test("a wrong call says what would be right", async () => {
  await using dir = await tempDir();
  const wrong: [tf: unknown, options: unknown, message: string][] = [
    [
      {},
      {},
      "Cannot log trainings: got an object, expected the module of TensorFlow.js, such as that of @tensorflow/tfjs",
    ],
    [
      "tf",
      {},
      'Cannot log trainings: got "tf" (string), expected the module of TensorFlow.js, such as that of @tensorflow/tfjs',
    ],
    [tf, null, "Cannot log trainings: the options are null, expected { models }"],
    [tf, { model: 1 }, 'Cannot log trainings: there is no option "model", expected models'],
    [
      tf,
      { models: 1 },
      "Cannot log trainings: the option models is 1 (number), expected true or false",
    ],
  ];
  const { fit } = tf.LayersModel.prototype;
  for (const [module, options, message] of wrong) {
    assert.throws(() => autolog(module as never, options as never), { name: "TypeError", message });
  }
  const call = track("autolog/wrong", { ...QUIET, baseDir: dir.path, autolog: 1 as never });
  await assert.rejects(call, {
    name: "TypeError",
    message:
      "Cannot start a run: the option autolog is 1 (number), expected true, false or { models }",
  });
  assert.equal(currentRun(), undefined);
  assert.equal(tf.LayersModel.prototype.fit, fit);
});
