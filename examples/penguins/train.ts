/** One tracked training run: what a script of your own may look like. @module */

import { ExperimentTracker, type RunSummary } from "@labbook/labbook";
import config from "./config.json" with { type: "json" };
import { confusionSvg } from "../../notebooks/lib/confusion.ts";
import { FEATURES, type Penguin, SPECIES, type Split } from "../../notebooks/lib/penguins.ts";
import { Mlp } from "../../notebooks/lib/mlp.ts";
import { seededRandom } from "../../notebooks/lib/random.ts";
import { confusionCounts, evaluate, mostLikely, trainEpoch } from "../../notebooks/lib/training.ts";

/** What the runs differ in. */
export interface Choice {
  /** The run's name. */
  name: string;
  /** The units of each hidden layer. */
  hidden: number[];
  /** The share of the gradient that one step takes. */
  learningRate: number;
}

/** Trains a model and tracks how; returns the run's folder and its summary. */
export async function train(
  { name, hidden, learningRate }: Choice,
  data: Split,
): Promise<{ path: string; summary: RunSummary }> {
  // `await using` finishes the run at the end of the block, as failed where the block throws.
  await using tracker = new ExperimentTracker({
    project: "penguins",
    experimentName: name,
    description: "The species of a penguin from four measurements",
    tags: ["demo"],
  });
  tracker.logParams({ ...config, hidden, learningRate });
  await tracker.logArtifact(new URL("config.json", import.meta.url), { type: "config" });

  const random = seededRandom(config.seed);
  const model = new Mlp([FEATURES.length, ...hidden, SPECIES.length], random);
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    trainEpoch(model, data.train, random, { ...config, learningRate });
    const onTrain = evaluate(model, data.train);
    const onValidation = evaluate(model, data.validation);
    tracker.logMetrics({
      "train/loss": onTrain.loss,
      "train/accuracy": onTrain.accuracy,
      "val/loss": onValidation.loss,
      "val/accuracy": onValidation.accuracy,
    }, epoch);
    if (epoch % 10 === 0) {
      model.weights().forEach((weights, layer) =>
        tracker.logHistogram(`weights/layer-${layer + 1}`, weights, epoch)
      );
    }
  }

  const confusion = confusionCounts(model, data.validation, SPECIES.length);
  const mistakes = mistakesOf(model, data.validation);
  await tracker.logFigure(
    confusionSvg(`${tracker.name}: validation split`, SPECIES, confusion),
    "confusion",
  );
  await tracker.logTable("misclassified", mistakes);
  await tracker.logModel(model, "mlp");
  tracker.setTags([hidden.length === 0 ? "linear" : "mlp"]);
  tracker.setNote(
    `The model after epoch ${config.epochs} misclassifies ${mistakes.rows.length} of ` +
      `${data.validation.length} penguins it has not learned from.`,
  );
  return { path: tracker.path, summary: await tracker.finish() };
}

/** Every penguin that was taken for another. */
function mistakesOf(model: Mlp, penguins: Penguin[]): { columns: string[]; rows: unknown[][] } {
  const columns = ["row", "species", "taken for", "probability", "island", ...FEATURES];
  const rows: unknown[][] = [];
  for (const { row, island, label, measured, features } of penguins) {
    const probabilities = model.predict(features);
    const predicted = mostLikely(probabilities);
    if (predicted === label) continue;
    const probability = Number(probabilities[predicted]!.toFixed(3));
    rows.push([row, SPECIES[label], SPECIES[predicted], probability, island, ...measured]);
  }
  return { columns, rows };
}
