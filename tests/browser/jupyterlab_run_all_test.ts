import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const CHART = `({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  width: 300, height: 120,
  data: { values: [{ epoch: 1, loss: 0.9 }, { epoch: 2, loss: 0.4 }] },
  mark: "line",
  encoding: {
    x: { field: "epoch", type: "quantitative" },
    y: { field: "loss", type: "quantitative" },
  },
})`;

browserTest("JupyterLab: Run All shows each kind of output in its own cell", [
  'console.log("one"); console.error("two");\nconst values: number[] = [1, 2, 3];',
  "values.map((value) => value * 2)",
  "await Deno.jupyter.html`<table><tr><th>loss</th></tr><tr><td>0.25</td></tr></table>`",
  `Uint8Array.fromBase64("${PIXEL}")`,
  CHART,
  "undefined",
  "new Map([[1n, Symbol('s')]])",
], async (notebook) => {
  await notebook.choose("Run", "Run All Cells");
  await notebook.ended(6, 7);
  await notebook.idle();
  await notebook.assertOutputs(0, ["one", "two"]);
  await notebook.assertOutputs(1, ["[ 2, 4, 6 ]"]);
  await notebook.assertOutputs(2, [/^loss\s+0\.25$/]);
  assert.equal(await notebook.outputs(2).locator("table td").innerText(), "0.25");
  const image = notebook.outputs(3).locator("img");
  assert.equal(
    await image.evaluate((element) =>
      (element as unknown as { naturalWidth: number }).naturalWidth
    ),
    1,
  );
  await notebook.outputs(4).locator("canvas, svg").first().waitFor();
  await notebook.assertOutputs(5, []);
  await notebook.assertOutputs(6, ["Map(1) { 1n => Symbol(s) }"]);
});
