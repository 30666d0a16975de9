import { browserTest } from "./mod.ts";

browserTest("JupyterLab: Restart Kernel and Run All Cells starts from nothing", [
  "globalThis.runs = (globalThis.runs ?? 0) + 1;",
  "runs",
], async (notebook) => {
  for (const [number, runs] of [[1, "1"], [2, "2"]] as const) {
    await notebook.run(0);
    await notebook.ended(0, number * 2 - 1);
    await notebook.run(1);
    await notebook.ended(1, number * 2);
    await notebook.assertOutputs(1, [runs]);
  }
  await notebook.toolbar("restart-and-run");
  await notebook.accept();
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, ["1"]);
});
