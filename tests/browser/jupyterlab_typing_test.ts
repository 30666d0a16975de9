import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";

browserTest("JupyterLab: Tab offers members, and Enter puts the chosen one in", [
  "const settings = { learningRate: 0.1, layers: [64, 64] };",
  "settings.",
], async (notebook) => {
  const { page } = notebook;
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.edit(1);
  await page.keyboard.press("Tab");
  const items = page.locator(".jp-Completer-item");
  await items.first().waitFor();
  const names = await items.locator(".jp-Completer-match").allInnerTexts();
  assert(names.includes("learningRate") && names.includes("layers"), names.join());
  await page.keyboard.type("lea");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, ["0.1"]);
});

browserTest("JupyterLab: Shift+Tab shows a signature with its documentation", [
  "/** Scales a value. */\nfunction scale(value: number, by = 2): number { return value * by; }",
  "scale",
], async (notebook) => {
  const { page } = notebook;
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.edit(1);
  const tooltip = page.locator(".jp-Tooltip");
  // The types come from a language server, which the first question only starts.
  let text = "";
  for (let tries = 0; tries < 20 && !text.includes("Scales a value."); tries++) {
    await page.keyboard.press("Escape");
    await tooltip.waitFor({ state: "detached" });
    await notebook.edit(1);
    await page.keyboard.press("Shift+Tab");
    await tooltip.waitFor();
    text = await tooltip.innerText();
  }
  assert.match(text, /Scales a value\./);
  assert.match(text, /scale\(value: number, by(\?: number| = 2)\): number/);
});
