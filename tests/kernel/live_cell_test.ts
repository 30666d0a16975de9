/** Live charts of cells, in a kernel with its session. @module */

import assert from "node:assert/strict";
import { type CellMessage, startHeadlessKernel } from "../../src/kernel/mod.ts";
import { tempDir } from "../helpers/mod.ts";

// deno-lint-ignore no-explicit-any
type Data = Record<string, any>;

/** The displays of charts among what a cell caused. */
function charts(messages: CellMessage[]): { type: string; id: string; data: Data }[] {
  return messages.flatMap(({ msg_type: type, content }) => {
    const { transient, data } = content as { transient?: Data; data?: Data };
    const id: string | undefined = transient?.display_id;
    return id?.startsWith("labbook-watch-") ? [{ type, id, data: data! }] : [];
  });
}

Deno.test("a chart moves while its cell blocks the event loop, ends interactive, and moves to another cell", async () => {
  using dir = tempDir();
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: dir.path });
  try {
    const run = async (code: string) => {
      const messages: CellMessage[] = [];
      const reply = await kernel.execute(code, { onMessage: (message) => messages.push(message) });
      assert.equal(reply.status, "ok", reply.evalue);
      await kernel.settled();
      return messages;
    };
    await run("%track live/blocked --no-tensorboard");
    // The thread that draws is loaded, and in tests its types are checked.
    await run("%watch nothing");
    const messages = await run(`%watch loss
const end = performance.now() + 3000;
for (let step = 0; performance.now() < end; step++) {
  tracker.logMetric("loss", 1 / (step + 1), step);
  const pause = performance.now() + 1;
  while (performance.now() < pause) { /* Nothing else gets a turn. */ }
}
"the loop is over"`);
    const result = messages.findIndex(({ msg_type }) => msg_type === "execute_result");
    const during = charts(messages.slice(0, result));
    assert.equal(during[0]!.type, "display_data");
    assert.ok(during.length >= 3, `${during.length} displays while the cell blocked`);
    const last = charts(messages).at(-1)!;
    assert.equal(last.type, "update_display_data");
    assert.ok(last.data["image/svg+xml"].startsWith("<svg"));

    const again = charts(await run("%watch loss"));
    assert.deepEqual([again[0]!.type, again[0]!.id], ["display_data", last.id]);
    assert.equal(again[0]!.data["text/plain"], last.data["text/plain"]);
    const further = charts(await run("tracker.logMetric('loss', 7.125, 1e6)"));
    assert.deepEqual(further, [], "it stays in its cell");
    await run("%track stop");
    const ended = charts(await run("%watch loss")).at(-1)!;
    assert.match(ended.data["text/plain"], /7\.125/);
    assert.match(
      JSON.stringify(ended.data["application/vnd.vegalite.v5+json"]),
      /drag here to zoom/,
    );
  } finally {
    await kernel.shutdown();
  }
});

Deno.test("%compare --live draws all runs of the project while one goes on", async () => {
  using dir = tempDir();
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: dir.path });
  try {
    const messages: CellMessage[] = [];
    const code = `%%track live/a --no-tensorboard
tracker.logMetric("loss", 1, 1);`;
    const silent = { onMessage: () => {} };
    assert.equal((await kernel.execute(code, silent)).status, "ok");
    await kernel.execute("%track live/b --no-tensorboard\ntracker.logMetric('loss', 2, 1)", silent);
    const reply = await kernel.execute("%compare --live", {
      onMessage: (message) => messages.push(message),
    });
    assert.equal(reply.status, "ok", reply.evalue);
    await kernel.settled();
    const shown = charts(messages);
    assert.equal(shown[0]!.data["application/vnd.vegalite.v5+json"].title.text, "live: 2 runs");
    const lines = shown.at(-1)!.data["text/plain"];
    assert.match(lines, /^a /m);
    assert.match(lines, /^b /m);
  } finally {
    await kernel.shutdown();
  }
});
