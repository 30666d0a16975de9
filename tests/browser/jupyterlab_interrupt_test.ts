import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";

browserTest("JupyterLab: the stop button ends a loop and an await, and variables stay", [
  "let count = 0;\nconsole.log('started');\nwhile (true) count++;",
  "const waited = 'kept';\nconsole.log('waiting');\nawait new Promise(() => {});",
  "[count > 0, waited]",
], async (notebook) => {
  for (const [index, started] of [[0, "started"], [1, "waiting"]] as const) {
    await notebook.run(index);
    await notebook.outputs(index).getByText(started).waitFor();
    await notebook.toolbar("interrupt");
    await notebook.ended(index, index + 1);
    await notebook.assertOutputs(index, [started, /^KeyboardInterrupt/]);
  }
  await notebook.run(2);
  await notebook.ended(2, 3);
  await notebook.assertOutputs(2, ['[ true, "kept" ]']);
});

browserTest("JupyterLab: the stop button also ends the cells that wait for their turn", [
  "console.log('sleeping');\nawait new Promise((resolve) => setTimeout(resolve, 1e6));",
  "console.log('not run')",
  "'runs'",
], async (notebook) => {
  await notebook.run(0);
  await notebook.outputs(0).getByText("sleeping").waitFor();
  await notebook.run(1);
  await notebook.running(1);
  await notebook.toolbar("interrupt");
  await notebook.ended(0, 1);
  await notebook.idle();
  assert.equal(await notebook.prompt(1), "[ ]:");
  await notebook.assertOutputs(1, []);
  await notebook.run(2);
  await notebook.ended(2, 2);
  await notebook.assertOutputs(2, ['"runs"']);
});
