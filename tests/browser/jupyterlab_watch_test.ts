/** Live charts in JupyterLab. @module */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { browserTest } from "./mod.ts";
import { NotebookPage } from "./notebook_page.ts";

const START = `import { existsSync } from "node:fs";
%track demo/live rate=0.1 --no-tensorboard`;

/** Blocks the event loop until there is a file, and logs meanwhile. */
const BUSY = `for (let step = 0; !existsSync("go_on"); step++) {
  tracker.logMetric("loss", 1 / (1 + step), step);
  const next = Date.now() + 10;
  while (Date.now() < next);
}`;

browserTest(
  "JupyterLab: a live chart moves while its cell is busy, keeps its height, and ends as one that zooms",
  [START, `%watch loss\n${BUSY}`, "%track stop"],
  async (notebook, dir) => {
    await notebook.run(0);
    await notebook.ended(0, 1);
    await notebook.run(1);
    const chart = chartIn(notebook, 1);
    await chart.waitFor();
    const heights = new Set<number>();
    const look = async () => {
      heights.add((await notebook.cell(1).boundingBox())!.height);
      return await chart.innerHTML();
    };
    let last = await look();
    for (let changes = 0; changes < 4;) {
      const now = await look();
      if (now === last) continue;
      last = now;
      changes++;
    }
    assert.equal(await notebook.prompt(1), "[*]:");
    await line(chart).waitFor();
    dir.write("notebooks/go_on", "");
    await notebook.ended(1, 2);
    await look();
    await notebook.run(2);
    await notebook.ended(2, 3);
    await chart.locator(".overview_group").first().waitFor();
    await look();
    // A label at the end of an axis may reach over it by part of a pixel.
    const [least, most] = [Math.min(...heights), Math.max(...heights)];
    assert(most - least <= 1, [...heights].join());
    assert.equal(await notebook.outputs(1).count(), 1);
  },
);

browserTest(
  "JupyterLab: after the page was loaded again, %watch in another cell goes on with the chart of a busy cell",
  [START, `%watch loss\n${BUSY}`, "%watch loss", "%track stop"],
  async (notebook, dir) => {
    await notebook.run(0);
    await notebook.ended(0, 1);
    await notebook.run(1);
    await line(chartIn(notebook, 1)).waitFor();
    const { page } = notebook;
    const again = await NotebookPage.open(page, page.url(), "busy");
    await again.run(2);
    dir.write("notebooks/go_on", "");
    const chart = chartIn(again, 2);
    await line(chart).waitFor();
    await again.run(3);
    await chart.locator(".overview_group").first().waitFor();
  },
);

function chartIn(notebook: NotebookPage, index: number): Locator {
  return notebook.outputs(index).locator(".vega-embed svg").first();
}

function line(chart: Locator): Locator {
  return chart.locator(".lines0_marks path[d]").first();
}
