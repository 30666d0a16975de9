import { browserTest } from "./mod.ts";

browserTest("JupyterLab: prompt() is answered in its cell", [
  "const name = prompt('Name:', 'nobody');\n`Hello ${name}`",
], async (notebook) => {
  await notebook.run(0);
  const input = notebook.cell(0).locator("input.jp-Stdin-input");
  await input.waitFor();
  await input.fill("Ada");
  await input.press("Enter");
  await notebook.ended(0, 1);
  // The page takes the box away a moment after it has shown the answer.
  await input.waitFor({ state: "detached" });
  await notebook.assertOutputs(0, [/^Name:.*Ada$/s, '"Hello Ada"']);
});
