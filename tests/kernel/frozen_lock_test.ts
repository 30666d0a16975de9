import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { startHeadlessKernel } from "../../src/kernel/mod.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("a frozen lock file pins what it pinned, and is not added to by what magics need", async () => {
  using folder = tempDir();
  using temporary = tempDir();
  folder.write("deno.json", JSON.stringify({ lock: { frozen: true } }));
  const lock = JSON.stringify({ version: "5", specifiers: {} });
  const path = folder.write("deno.lock", lock);
  const before = Deno.env.get("TMPDIR");
  Deno.env.set("TMPDIR", temporary.path);
  try {
    const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
    const said: unknown[] = [];
    for (const code of ["%track frozen/one lr=1", "%track stop", "%run one"]) {
      const { status } = await kernel.execute(code, {
        onMessage: ({ content }) => said.push(content),
      });
      assert.equal(status, "ok", JSON.stringify(said.at(-2)));
    }
    assert.equal(readdirSync(temporary.path).length, 1);
    await kernel.shutdown();
    assert.equal(readFileSync(path, "utf8"), lock);
    assert.deepEqual(readdirSync(temporary.path), []);
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
  }
});
