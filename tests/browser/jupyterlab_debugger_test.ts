import assert from "node:assert/strict";
import { browserTest, type NotebookPage } from "./mod.ts";

const CELL = `function area(width: number, height: number): number {
  const product = width * height;
  return product;
}
const areas = [1, 2].map((width) => area(width, 2));
areas`;

browserTest(
  "JupyterLab: the debugger stops at a breakpoint, steps, and goes on",
  [CELL],
  async (notebook) => {
    const { page } = notebook;
    await notebook.enableDebugger();
    await notebook.toggleBreakpoint(0, 2);
    await page.locator(".jp-DebuggerBreakpoint-line", { hasText: "2" }).waitFor();
    await notebook.run(0);

    await notebook.stopped("const product = width * height;");
    await variable(notebook, "width", "1");
    await variable(notebook, "height", "2");
    const frames = await page.locator(".jp-DebuggerCallstackFrame-name").allInnerTexts();
    assert.deepEqual([frames[0], frames.at(-1)], ["area", "cell [1]"]);

    await page.locator('[data-command="debugger:next"]').first().click();
    await notebook.stopped("return product;");
    await variable(notebook, "product", "2");

    await page.locator('[data-command="debugger:continue"]').first().click();
    await notebook.stopped("const product = width * height;");
    await variable(notebook, "width", "2");

    await page.locator('[data-command="debugger:continue"]').first().click();
    await notebook.ended(0, 1);
    await notebook.assertOutputs(0, ["[ 2, 4 ]"]);
    assert.equal(await page.locator(".jp-DebuggerEditor-highlight").count(), 0);
  },
);

/** Waits until the debugger shows a variable with its value. */
async function variable({ page }: NotebookPage, name: string, value: string): Promise<void> {
  const shown = `.jp-DebuggerVariables-name:text-is("${name}") + ` +
    `.jp-DebuggerVariables-detail:text-is("${value}")`;
  await page.locator(shown).waitFor();
}
