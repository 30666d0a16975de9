/** What a person does with a chart in JupyterLab, and what a saved notebook has of it. @module */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { browserTest } from "./mod.ts";
import { chartLines, COMPARING } from "./chart_page.ts";
import { NotebookPage } from "./notebook_page.ts";

browserTest(
  "JupyterLab: the mouse is told a chart's values, a click in its legend picks a run, and a drag below it zooms",
  COMPARING,
  async (notebook) => {
    const { page } = notebook;
    const chart = await compared(notebook);
    const best = chart.locator(".concat_0_concat_1_group .mark-symbol path").last();
    await best.hover({ force: true });
    const tooltip = page.locator("#vg-tooltip-element.visible");
    await tooltip.waitFor();
    assert.match(
      await tooltip.innerText(),
      /^run:\s+faster · rate 0\.2\s+step:\s+\d+\s+value:\s+1$/,
    );

    const opacities = async () => (await chartLines(chart)).map(({ opacity }) => opacity);
    assert.deepEqual(await opacities(), [1, 1, 1]);
    await chart.locator(".role-legend-label", { hasText: /^fast / }).click();
    await chart.locator('.lines0_marks path[opacity="0.12"]').first().waitFor();
    assert.deepEqual(await opacities(), [0.12, 1, 0.12]);

    const labels = chart.locator(".role-axis-label").first().locator("text");
    assert.deepEqual(await labels.allTextContents(), ["0", "50", "100", "150", "200"]);
    const strip = chart.locator(".overview_group path.background").first();
    await strip.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await strip.boundingBox())!;
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await labels.filter({ hasText: /^60$/ }).waitFor();
    const steps = (await labels.allTextContents()).map(Number);
    assert(steps.every((step) => step >= 45 && step <= 105), steps.join());
  },
);

browserTest(
  "JupyterLab: a saved notebook has its charts in all forms, and shows them again, also where it is not trusted",
  COMPARING,
  async (notebook, dir) => {
    const { page } = notebook;
    await compared(notebook);
    await notebook.choose("File", "Save Notebook");
    await page.locator(".jp-mod-dirty").waitFor({ state: "detached" });
    const saved = JSON.parse(readFileSync(dir.join("notebooks/test.ipynb"), "utf8"));
    const { data } = saved.cells[1].outputs[0];
    assert.deepEqual(Object.keys(data).sort(), [
      "application/vnd.vegalite.v5+json",
      "image/png",
      "image/svg+xml",
      "text/plain",
    ]);
    assert.equal(typeof data["application/vnd.vegalite.v5+json"], "object");
    assert.match([data["text/plain"]].flat().join(""), /slow/);

    const again = await NotebookPage.open(page, page.url());
    await assertShown(again);
    await page.locator('[title="Notebook trusted: 2 of 2 code cells trusted."]').waitFor();

    // With another content it has no signature.
    saved.cells.push({ cell_type: "markdown", id: "more", metadata: {}, source: "a copy" });
    dir.write("notebooks/copy.ipynb", JSON.stringify(saved));
    const copy = await NotebookPage.open(page, page.url().replace("test.ipynb", "copy.ipynb"));
    await assertShown(copy);
    await page.locator('[title="Notebook not trusted: 0 of 2 code cells trusted."]').waitFor();
  },
);

/** Runs both cells, and waits for the chart. */
async function compared(notebook: NotebookPage): Promise<Locator> {
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.run(1);
  await notebook.ended(1, 2);
  const chart = chartIn(notebook);
  await chart.waitFor();
  return chart;
}

function chartIn(notebook: NotebookPage): Locator {
  return notebook.outputs(1).locator(".vega-embed svg").first();
}

async function assertShown(notebook: NotebookPage): Promise<void> {
  const chart = chartIn(notebook);
  await chart.waitFor();
  const runs = (await chartLines(chart)).map(({ run }) => run);
  assert.deepEqual(runs, ["slow · rate 0.01", "fast · rate 0.05", "faster · rate 0.2"]);
  assert.equal(await notebook.outputs(1).locator("table").count(), 1);
}
