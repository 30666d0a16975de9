/** Where live charts can be drawn. @module */

import assert from "node:assert/strict";
import { watch } from "../../mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { jupyterEnvironment } from "../kernel/peer/mod.ts";
import { peerTest } from "../peers/python.ts";

const SCRIPT = new URL("live_stock_kernel.py", import.meta.url);
const LIBRARY = JSON.stringify(import.meta.resolve("../../mod.ts"));

Deno.test("a script is told that compare() draws there", async () => {
  await assert.rejects(watch("any"), {
    name: "Error",
    message:
      "Cannot watch runs: there is no notebook to draw in, expected a cell; compare() draws in scripts",
  });
});

peerTest(
  "the stock kernel updates a chart while a cell waits, until the run has ended",
  async (peer) => {
    using dir = tempDir();
    const cells = [
      `const { track, watch } = await import(${LIBRARY});
const tracker = await track("stock/live", { saveCode: false, saveEnv: false, useTensorboard: false });`,
      "await watch(undefined, { metrics: ['loss'] })",
      `for (let step = 0; step < 30; step++) {
  tracker.logMetric("loss", 1 / (step + 1), step);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await tracker.finish();`,
    ];
    const output = await peer.run(SCRIPT, [Deno.execPath(), JSON.stringify(cells)], {
      cwd: dir.path,
      env: { ...jupyterEnvironment(dir), LABBOOK_DIR: dir.join("runs") },
    });
    const shown: [type: string, id: string, data: Record<string, unknown>][] = JSON.parse(output);
    assert.ok(shown.length >= 3, `${shown.length} displays`);
    assert.deepEqual(
      shown.map(([type]) => type),
      ["display_data", ...Array(shown.length - 1).fill("update_display_data")],
    );
    assert.equal(new Set(shown.map(([, id]) => id)).size, 1);
    assert.match(shown[0]![1], /^labbook-watch-[\w-]+$/);
    const [, , first] = shown[0]!;
    assert.deepEqual(Object.keys(first).sort(), [
      "application/vnd.vegalite.v5+json",
      "image/png",
      "text/plain",
    ]);
    assert.match(String(shown.at(-1)![2]["text/plain"]), /0\.0333/);
  },
);
