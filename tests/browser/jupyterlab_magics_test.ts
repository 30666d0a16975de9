/** Magics as they are typed and run in JupyterLab. @module */

import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";
import type { NotebookPage } from "./notebook_page.ts";

browserTest("JupyterLab: Tab completes magics and options, and Shift+Tab shows a magic's help", [
  "%tr",
  "%track demo/first --",
  "%compare",
], async (notebook) => {
  const { page } = notebook;
  assert.deepEqual(await completions(notebook, 0), ["%track"]);
  await page.keyboard.press("Enter");
  assert.equal(await notebook.cell(0).locator(".cm-content").innerText(), "%track");

  const options = await completions(notebook, 1);
  for (const option of ["--autolog", "--dir", "--note", "--resume", "--tags"]) {
    assert(options.includes(option), options.join());
  }
  await page.keyboard.type("res");
  await page.keyboard.press("Enter");
  assert.equal(
    await notebook.cell(1).locator(".cm-content").innerText(),
    "%track demo/first --resume",
  );

  await notebook.edit(2);
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip");
  await tooltip.waitFor();
  const help = await tooltip.innerText();
  assert.match(help, /^%compare \[RUN …\]/);
  assert.match(help, /--metrics A,B\s+which metrics/);
});

browserTest(
  "JupyterLab: a magic with ? shows its help, and an unknown one what was meant, and where",
  [
    "%track?",
    "const rate = 0.1;\n%trak demo/first",
  ],
  async (notebook) => {
    await notebook.run(0);
    await notebook.ended(0, 1);
    await notebook.outputs(0).locator("code", { hasText: "--tags A,B" }).waitFor();
    await notebook.assertOutputs(0, [/^%track \[project\/\]name/]);
    await notebook.run(1);
    await notebook.ended(1, 2);
    await notebook.assertOutputs(1, [
      /^UnknownMagicError: Cannot run %trak: there is no such magic; did you mean %track\?\ncell \[2\], line 2, column 1\n/,
    ]);
  },
);

browserTest("JupyterLab: a tracked run shows its card, and the variable tracker logs into it", [
  '%track demo/first lr=0.1 layers=[64,32] name="<b>bold</b>"\ntracker.logMetric("loss", 0.5, 0);',
  "%track stop",
], async (notebook) => {
  await notebook.run(0);
  await notebook.ended(0, 1);
  await notebook.assertOutputs(0, [
    /^demo\/first · ● running\n.*folder\s+\S+\/experiments\/demo\/first\n.*lr\s+0\.1\nlayers\s+\[64, 32\]\nname\s+"?<b>bold<\/b>"?$/s,
  ]);
  assert.equal(await notebook.outputs(0).locator("b", { hasText: /^bold$/ }).count(), 0);
  await notebook.run(1);
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, [/^demo\/first · ✓ finished\n/]);
});

/** What is offered at the end of a cell. */
async function completions(notebook: NotebookPage, index: number): Promise<string[]> {
  await notebook.edit(index);
  await notebook.page.keyboard.press("Tab");
  const items = notebook.page.locator(".jp-Completer-item .jp-Completer-match");
  await items.first().waitFor();
  return await items.allInnerTexts();
}
