/** What JupyterLab's buttons and settings mean for runs. @module */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ExperimentRegistry } from "../../src/registry/mod.ts";
import type { TempDir } from "../helpers/mod.ts";
import { browserTest } from "./mod.ts";

browserTest("JupyterLab: the stop button ends the run of a cell as killed", [
  `%%track demo/stopped --no-tensorboard
tracker.logMetric("loss", 0.5, 0);
console.log("started");
while (true);`,
  "%track",
], async (notebook, dir) => {
  await notebook.run(0);
  await notebook.outputs(0).getByText("started").waitFor();
  await notebook.toolbar("interrupt");
  await notebook.ended(0, 1);
  await notebook.outputs(0).getByText(/^KeyboardInterrupt/).waitFor();
  await notebook.run(1);
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, [/No run is active/]);
  const { status, metrics } = await registry(dir).getExperiment("demo/stopped");
  assert.equal(status, "killed");
  assert.deepEqual({ ...metrics }, { loss: 0.5 });
});

browserTest("JupyterLab: a restart of the kernel ends the run, with all that was logged", [
  `%track demo/restarted --no-tensorboard
for (let step = 0; step < 5000; step++) tracker.logMetric("loss", 1 / (1 + step), step);`,
  `%run demo/restarted`,
], async (notebook, dir) => {
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.restart();
  await notebook.run(1);
  await notebook.ended(1, 1);
  const { summary, metricsHistory } = await registry(dir).loadExperiment("demo/restarted");
  assert.equal(summary.status, "finished");
  assert.equal(metricsHistory.loss!.length, 5000);
});

browserTest(
  "JupyterLab: the tag labbook-ignore keeps a cell out of a run, which has the notebook as it was saved",
  [
    "const secret = 'hidden';",
    "%track demo/tagged --no-tensorboard",
    "console.log('kept');",
    "%snapshot",
  ],
  async (notebook, dir) => {
    const { page } = notebook;
    await notebook.cell(0).locator(".jp-InputPrompt").click();
    await page.locator('.lm-TabBar-tab[title="Property Inspector"]').click();
    await page.locator(".jp-Collapse-header", { hasText: "Common Tools" }).click();
    await page.locator("input.jp-CellTags-Add").click();
    await page.keyboard.type("labbook-ignore");
    await page.keyboard.press("Enter");
    await page.locator(".jp-CellTags-Applied", { hasText: "labbook-ignore" }).waitFor();
    await notebook.choose("File", "Save Notebook");
    await page.locator(".jp-mod-dirty").waitFor({ state: "detached" });
    const saved = readFileSync(dir.join("notebooks/test.ipynb"), "utf8");
    await notebook.choose("Run", "Run All Cells");
    await notebook.ended(3, 4);
    const code = dir.join("notebooks/experiments/demo/tagged/code");
    const executed = JSON.parse(readFileSync(`${code}/notebook.ipynb`, "utf8"));
    const sources = executed.cells.map(({ source }: { source: string | string[] }) =>
      [source].flat().join("")
    );
    assert.deepEqual(sources.slice(0, 2), [
      "%track demo/tagged --no-tensorboard",
      "console.log('kept');",
    ]);
    assert(!readFileSync(`${code}/session.ts`, "utf8").includes("hidden"));
    const cells = JSON.parse(saved).cells;
    // The place of what is kept out stays, without its text.
    assert.equal([cells[0].source].flat().join(""), "const secret = 'hidden';");
    Object.assign(cells[0], { source: [], outputs: [] });
    const copied = JSON.parse(readFileSync(`${code}/scripts/test.ipynb`, "utf8"));
    assert.deepEqual(copied.cells, cells);
  },
);

function registry(dir: TempDir): ExperimentRegistry {
  return new ExperimentRegistry(dir.join("notebooks/experiments"));
}
