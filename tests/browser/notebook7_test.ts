import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";

browserTest("Notebook 7: a notebook runs, and its errors and interrupts are shown", [
  "const rows = [{ epoch: 1, loss: 0.5 }];\nrows",
  "while (true);",
  "null.length",
], async (notebook) => {
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.assertOutputs(0, ["[ { epoch: 1, loss: 0.5 } ]"]);
  await notebook.run(1);
  await notebook.running(1);
  await notebook.toolbar("interrupt");
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, [/^KeyboardInterrupt/]);
  await notebook.run(2);
  await notebook.ended(2, 3);
  await notebook.assertOutputs(2, [
    /^TypeError: Cannot read properties of null.*cell \[3\], line 1, column 6/s,
  ]);
  assert.match(notebook.page.url(), /\/notebooks\/test\.ipynb/);
}, { frontend: "notebook" });
