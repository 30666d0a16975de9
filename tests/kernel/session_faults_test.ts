import assert from "node:assert/strict";
import { startHeadlessKernel } from "../../src/kernel/headless.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("a cell after the end of a session runs in a fresh one, which says so", async () => {
  using folder = tempDir();
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
  let text = "";
  const run = (code: string) =>
    kernel.execute(code, {
      onMessage: ({ msg_type, content }) => {
        if (msg_type === "stream") text += content.text;
      },
    });
  // The child holds the pipes open, so that the session's end takes a moment.
  const hold = 'new Deno.Command("sleep", { args: ["1"], stdout: "inherit" }).spawn();';
  assert.equal((await run(`${hold} setTimeout(() => Deno.exit(2), 1); void 0;`)).status, "ok");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await run("void 0;")).status, "ok");
  assert.match(text, /^The session before has ended: the code called Deno\.exit\(2\)/);
  await kernel.shutdown();
});

Deno.test("a cell that waits for its session can be interrupted, and the next one runs", async () => {
  using folder = tempDir();
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
  const waiting = kernel.execute("globalThis.ran = true;", { onMessage: () => {} });
  await kernel.interrupt();
  assert.equal((await waiting).ename, "KeyboardInterrupt");
  const next = await kernel.execute("if (globalThis.ran) throw 1;", { onMessage: () => {} });
  assert.equal(next.status, "ok");
  await kernel.shutdown();
});

Deno.test("a session that cannot start is told to each cell, and started when it can be", async () => {
  using folder = tempDir();
  Deno.writeTextFileSync(`${folder.path}/deno.json`, '{ "imports": ');
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
  const run = () => kernel.execute("1", { onMessage: () => {} });
  for (const reply of [await run(), await run()]) {
    assert.equal(reply.ename, "SessionError");
    assert.match(reply.evalue ?? "", /^Cannot start a session: .*deno\.json/s);
  }
  Deno.writeTextFileSync(`${folder.path}/deno.json`, "{}");
  assert.equal((await run()).status, "ok");
  await kernel.shutdown();
});
