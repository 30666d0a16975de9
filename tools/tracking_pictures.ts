/** Pictures of runs: cards, charts and tables, of trainings on the data of the example notebooks. @module */

import type { NotebookPage } from "../tests/browser/mod.ts";
import type { Picture } from "./screenshots.ts";

const DATA = `import { FEATURES, loadPenguins, SPECIES, splitPenguins } from "./lib/penguins.ts";
import { Mlp } from "./lib/mlp.ts";
import { seededRandom } from "./lib/random.ts";
import { evaluate, trainEpoch } from "./lib/training.ts";

const { train, validation } = splitPenguins(loadPenguins(), 0.3, seededRandom(7));
function fit(hidden: number[], learningRate: number, epochs: number, pause = 0) {
  const random = seededRandom(7);
  const model = new Mlp([FEATURES.length, ...hidden, SPECIES.length], random);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    trainEpoch(model, train, random, { learningRate, momentum: 0.9, batchSize: 16 });
    const [learned, unseen] = [evaluate(model, train), evaluate(model, validation)];
    tracker.logMetrics({ "train/loss": learned.loss, "val/loss": unseen.loss, "val/accuracy": unseen.accuracy }, epoch);
    for (const end = Date.now() + pause; Date.now() < end;);
  }
}`;

const RUNS = `%track penguins/linear hidden=[] learningRate=0.02
fit([], 0.02, 40);
%track penguins/hidden-16 hidden=[16] learningRate=0.02
fit([16], 0.02, 40);
%track penguins/slow hidden=[16] learningRate=0.0005
fit([16], 0.0005, 40);
%track stop`;

const COMPARISON: Picture = {
  folder: "notebooks/lib",
  cells: [DATA, RUNS, "%compare --project penguins --metrics val/loss,val/accuracy"],
  async act(notebook) {
    await runAll(notebook, 3);
    await notebook.outputs(2).locator(".vega-embed svg").first().waitFor();
    await show(notebook, 2);
  },
};

/** By name. */
export const TRACKING_PICTURES: Readonly<Record<string, Picture>> = {
  compare: COMPARISON,
  compare_dark: { ...COMPARISON, theme: "dark" },
  watch: {
    folder: "notebooks/lib",
    cells: [
      DATA,
      '%track penguins/hidden-16 hidden=[16] learningRate=0.002 --note "Adds a *hidden* layer"',
      "%watch train/loss val/loss\nfit([16], 0.002, 100, 100);",
    ],
    async act(notebook) {
      await runAll(notebook, 2);
      await notebook.outputs(1).getByText("main").waitFor();
      await notebook.run(2);
      const chart = notebook.outputs(2).locator(".vega-embed svg").first();
      await chart.locator(".role-axis-label text", { hasText: /^40$/ }).first().waitFor();
      await show(notebook, 1);
    },
  },
  tables: {
    folder: "notebooks/lib",
    cells: [
      DATA,
      RUNS,
      "%runs penguins --sort metrics.val/loss.best",
      "%best val/loss",
      "%diff linear slow",
    ],
    async act(notebook) {
      await runAll(notebook, 5);
      await show(notebook, 2);
    },
  },
  magics: {
    folder: "notebooks/lib",
    cells: [DATA, RUNS, "%runs penguins", "%compare --project penguins --"],
    async act(notebook) {
      await runAll(notebook, 3);
      await show(notebook, 2);
      await notebook.edit(3);
      await notebook.page.keyboard.press("Tab");
      await notebook.page.locator(".jp-Completer-item").first().waitFor();
    },
  },
};

/** Runs the first cells, one after the other. */
async function runAll(notebook: NotebookPage, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await notebook.run(index);
    await notebook.ended(index, index + 1);
  }
}

/** Scrolls a cell to the top, with the mouse out of the way. */
async function show(notebook: NotebookPage, index: number): Promise<void> {
  await notebook.page.mouse.move(0, 0);
  await notebook.page.keyboard.press("Escape");
  await notebook.cell(index).evaluate((cell) =>
    (cell as unknown as { scrollIntoView(at: { block: string }): void })
      .scrollIntoView({ block: "start" })
  );
}
