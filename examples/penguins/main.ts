/**
 * Trains three small models on the Palmer penguins, tracks them, and compares what came of it.
 *
 * ```sh
 * deno run -A examples/penguins/main.ts
 * ```
 *
 * The runs go to `experiments/penguins/` of the current folder. The data are in the npm package
 * `vega-datasets`.
 *
 * @module
 */

import { dirname, relative } from "node:path";
import { ExperimentRegistry } from "@labbook/labbook";
import config from "./config.json" with { type: "json" };
import {
  FEATURES,
  loadPenguins,
  PENGUINS_IN_ALL,
  splitPenguins,
} from "../../notebooks/lib/penguins.ts";
import { seededRandom } from "../../notebooks/lib/random.ts";
import { type Choice, train } from "./train.ts";

const CHOICES: Choice[] = [
  { name: "linear", hidden: [], learningRate: 0.02 },
  { name: "hidden-16", hidden: [16], learningRate: 0.02 },
  { name: "slow", hidden: [16], learningRate: 0.0005 },
];

const penguins = loadPenguins();
const data = splitPenguins(penguins, config.validationShare, seededRandom(config.seed));
console.log(
  `${penguins.length} of ${PENGUINS_IN_ALL} Palmer penguins have all ${FEATURES.length} ` +
    `measurements: ${data.train.length} to learn from, ${data.validation.length} to judge by`,
);

const paths: string[] = [];
for (const choice of CHOICES) {
  const start = performance.now();
  const { path, summary } = await train(choice, data);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `Trained and tracked ${summary.name}: ${config.epochs} epochs, ${seconds.toFixed(1)} s`,
  );
  paths.push(path);
}

const registry = new ExperimentRegistry();
const metrics = ["train/loss", "val/loss", "min_val/loss", "val/accuracy"];
const compared = await registry.compareExperiments(paths, metrics);
console.log("\nCompared, after the last epoch:");
printColumns([
  ["run", "hidden", "learningRate", ...metrics],
  ...compared.experiments.map(({ name, params }, at) => [
    name,
    JSON.stringify(params.hidden),
    `${params.learningRate}`,
    ...metrics.map((metric) => compared.metrics[metric]![at]!.toFixed(4)),
  ]),
]);

const best = await registry.bestExperiment("val/loss", "min", {
  project: "penguins",
  where: 'tags contains "demo"',
});
const { path, summary } = best!;
const lowest = summary.metrics["val/loss"]!.min!;
console.log(`
Best run so far: ${summary.name}, val/loss ${lowest.value.toFixed(4)} in epoch ${lowest.step}
  ${summary.note}

Its files, below ${relative(".", path)}:`);
printColumns([
  ["summary.json", "parameters, metrics, and how it ended"],
  ["metrics.parquet", "every point of every metric"],
  ["environment.json", "versions, packages, the machine"],
  ["code", "what ran, and its git state"],
  ...summary.figures.flatMap(({ files }) =>
    Object.values(files).map((file) => [file.path, "figure"])
  ),
  ...summary.tables.map((table) => [table.path, `table, rows: ${table.rows}`]),
  ...summary.models.map((model) => [model.path, `model, ${model.size} bytes`]),
  ...summary.artifacts.map((artifact) => [artifact.path, artifact.type]),
  ["tensorboard", "metrics and more for TensorBoard"],
]);

console.log("\nGo on with:");
printColumns([
  ["deno task labbook list penguins"],
  [`deno task labbook show penguins/${summary.name}`],
  [`deno task labbook compare ${
    compared.experiments.map(({ name }) => `penguins/${name}`).join(" ")
  }`],
  [`tensorboard --logdir ${relative(".", dirname(path))}`],
]);

/** Prints rows of cells under each other, each column as wide as it needs. */
function printColumns(rows: string[][]): void {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, at) => cell.padEnd(widths[at]!));
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
}
