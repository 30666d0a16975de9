import { browserTest } from "./mod.ts";

browserTest(
  "JupyterLab: an expression is evaluated where the debugger has stopped",
  ["function scaled(value: number) {\n  const twice = value * 2;\n  return twice;\n}\nscaled(21)"],
  async (notebook) => {
    const { page } = notebook;
    await notebook.enableDebugger();
    await notebook.toggleBreakpoint(0, 3);
    await page.locator(".jp-DebuggerBreakpoint-line", { hasText: "3" }).waitFor();
    await notebook.run(0);
    await notebook.stopped("return twice;");

    await page.locator('[data-command="debugger:evaluate"]').first().click();
    const prompt = page.locator(".jp-CodeConsole-promptCell .cm-content");
    await prompt.waitFor();
    await prompt.click();
    await page.keyboard.type("twice + 0.5");
    await page.keyboard.press("Shift+Enter");
    await page.locator(".jp-OutputArea-output", { hasText: "42.5" }).waitFor();

    await page.locator('[data-command="debugger:continue"]').first().click();
    await notebook.ended(0, 1);
    await notebook.assertOutputs(0, ["42"]);
  },
);
