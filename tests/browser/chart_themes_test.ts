/** Charts and tables are readable in JupyterLab and Notebook 7, in light and in dark themes. @module */

import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";
import { chartLines, chartTexts, COMPARING, type SeenText, tableTexts } from "./chart_page.ts";

const FRONTENDS = { lab: "JupyterLab", notebook: "Notebook 7" } as const;
/** What WCAG asks of text, and of graphics. */
const LEAST = { text: 4.5, graphics: 3 };

for (const frontend of ["lab", "notebook"] as const) {
  for (const theme of ["light", "dark"] as const) {
    browserTest(
      `${
        FRONTENDS[frontend]
      }, ${theme}: a comparison is drawn, and its text, lines and table read well`,
      COMPARING,
      async (notebook) => {
        await notebook.run(0);
        await notebook.ended(0, 1);
        await notebook.run(1);
        await notebook.ended(1, 2);
        const chart = notebook.outputs(1).locator(".vega-embed svg").first();
        await chart.waitFor();
        const texts = await chartTexts(chart);
        assertReads(texts);
        for (
          const text of ["demo: 3 runs", "loss", "accuracy", "step", "slow · rate 0.01", "200"]
        ) {
          assert(texts.some((seen) => seen.text === text), texts.map(({ text }) => text).join());
        }
        const lines = await chartLines(chart);
        assert.deepEqual(lines.map(({ run }) => run), [
          "slow · rate 0.01",
          "fast · rate 0.05",
          "faster · rate 0.2",
        ]);
        assert.equal(new Set(lines.map(({ color }) => color)).size, 3);
        for (const { run, contrast } of lines) {
          assert(contrast >= LEAST.graphics, `${run}: ${contrast}`);
        }
        const cells = await tableTexts(notebook.outputs(1).locator("table"));
        assertReads(cells);
        for (const text of ["run", "slow", "0.05", "★ 0.1"]) {
          assert(cells.some((cell) => cell.text === text), cells.map(({ text }) => text).join());
        }
      },
      { frontend, theme },
    );
  }
}

function assertReads(texts: SeenText[]): void {
  assert(texts.length > 10);
  for (const { text, contrast } of texts) {
    assert(contrast >= LEAST.text, `${JSON.stringify(text)} has a contrast of ${contrast}`);
  }
}
