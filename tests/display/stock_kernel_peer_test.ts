/** What objects show in the kernel that Deno brings. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { jupyterEnvironment } from "../kernel/peer/mod.ts";
import { peerTest } from "../peers/python.ts";

const SCRIPT = new URL("stock_kernel.py", import.meta.url);
const LIBRARY = JSON.stringify(import.meta.resolve("../../mod.ts"));

peerTest(
  "runs, lists and differences show themselves in the stock kernel, as HTML and as text",
  async (peer) => {
    using dir = tempDir();
    const cells = [
      `const { best, diff, runs, track } = await import(${LIBRARY});
for (const lr of [1, 2]) {
  const tracker = await track("stock/lr " + lr, { params: { lr }, saveCode: false, saveEnv: false });
  tracker.logMetric("loss", lr, 1);
  await Deno.jupyter.display(tracker);
  await tracker.finish();
}`,
      "await Deno.jupyter.display(await runs())",
      "await Deno.jupyter.display(await best('loss'))",
      "await Deno.jupyter.display(await diff('lr 1', 'lr 2'))",
    ];
    const output = await peer.run(SCRIPT, [Deno.execPath(), JSON.stringify(cells)], {
      cwd: dir.path,
      env: { ...jupyterEnvironment(dir), LABBOOK_DIR: dir.join("runs") },
    });
    const shown: Record<string, string>[] = JSON.parse(output).map((displays: unknown[]) =>
      displays[0]
    );
    for (const data of shown) {
      assert.deepEqual(Object.keys(data).sort(), [
        "text/html",
        "text/plain",
      ]);
    }
    const firstLines = shown.map((data) => data["text/plain"]!.split("\n")[0]);
    assert.deepEqual(firstLines, [
      "stock/lr 1 · ● running",
      "2 runs",
      "stock/lr 1 · ✓ finished",
      "lr 1 → lr 2",
    ]);
  },
);
