import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%%html, %%markdown and %%svg show the cell's text as it is", async ({ run }) => {
  const cases: [source: string, data: Record<string, string>, metadata: unknown][] = [
    ["%%html\n<b>${x}</b>\n'quotes\"", { "text/html": "<b>${x}</b>\n'quotes\"" }, {}],
    ["%%html --isolated\n<p>", { "text/html": "<p>" }, { "text/html": { isolated: true } }],
    ["%%markdown\n# Title\n\n$\\alpha$", { "text/markdown": "# Title\n\n$\\alpha$" }, {}],
    ["%%svg\n<svg/>", { "image/svg+xml": "<svg/>" }, {}],
  ];
  for (const [source, data, metadata] of cases) {
    const { displays } = await run(source);
    assert.equal(displays.length, 1, source);
    const shown = displays[0]!;
    const [[type, text]] = Object.entries(shown.data) as [[string, string]];
    assert.deepEqual({ [type]: text.trimEnd() }, data);
    assert.deepEqual(shown.metadata, metadata);
  }
});
