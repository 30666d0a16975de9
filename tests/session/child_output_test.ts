import assert from "node:assert/strict";
import { Session } from "../../src/session/mod.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("a child that prints for ever is held back while the kernel is far behind", async () => {
  using folder = tempDir();
  let characters = 0;
  const session = await Session.start({
    permissions: ["-A"],
    cwd: folder.path,
    onEvent: (event) => {
      if (event.type === "stream") characters += event.text.length;
    },
    drained: () => new Promise((resolve) => setTimeout(resolve, 20)),
  });
  const outcome = await session.run({
    label: "cell",
    source: `const child = new Deno.Command("yes", { stdout: "inherit" }).spawn();
      await new Promise((resolve) => setTimeout(resolve, 500));
      child.kill();
      await child.status;`,
  });
  assert.equal(outcome.status, "ok");
  await session.close();
  // At most a pipe's content at a time; unhindered it would be hundreds of millions.
  assert(characters < 10_000_000, `${characters}`);
});

Deno.test("rejections between quick cells are shown in the cells that caused them", async () => {
  using folder = tempDir();
  const cells: number[] = [];
  const session = await Session.start({
    permissions: ["-A"],
    cwd: folder.path,
    onEvent: (event) => {
      if (event.type === "error") cells.push(event.cell);
    },
  });
  for (let count = 0; count < 200; count++) {
    await session.run({ label: "cell", source: "void Promise.reject(new Error('late'));" });
    await session.run({ label: "cell", source: "1" });
  }
  await session.run({ label: "cell", source: "await new Promise((go) => setTimeout(go, 50))" });
  await session.close();
  assert.equal(cells.length, 200);
  assert.deepEqual(cells.filter((cell) => cell % 2 === 0), []);
});
