import assert from "node:assert/strict";
import { type CellMessage, startHeadlessKernel } from "../../src/kernel/mod.ts";
import { runProcess, tempDir } from "../helpers/mod.ts";

async function gitFolder(folder: string): Promise<void> {
  const name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  for (const args of [["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]]) {
    const { code, stderr } = await runProcess("git", {
      args: [...name, ...args],
      cwd: folder,
    });
    assert.equal(code, 0, stderr);
  }
}

function texts(messages: readonly CellMessage[], type: string): string[] {
  return messages.filter(({ msg_type }) => msg_type === type).map(({ content }) =>
    (content.data as Record<string, string>)["text/plain"]!
  );
}

Deno.test("a run's card tells the commit when it is recorded, and how the run ended", async () => {
  using folder = tempDir();
  folder.write("lib.ts", "export {};");
  await gitFolder(folder.path);
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
  const first: CellMessage[] = [];
  const run = async (code: string, messages: CellMessage[]): Promise<void> => {
    const { status, evalue } = await kernel.execute(code, {
      onMessage: (message) => messages.push(message),
    });
    assert.equal(status, "ok", evalue);
  };
  await run("%track cards/one lr=0.1", first);
  assert.match(texts(first, "display_data")[0]!, /cards\/one · ● running/);
  for (let look = 0; look < 400 && texts(first, "update_display_data").length === 0; look++) {
    await run("await new Promise((resolve) => setTimeout(resolve, 25));", []);
  }
  const [update] = texts(first, "update_display_data");
  assert.match(update!, /● running\n {2}commit {2}[0-9a-f]{10} on \S+, clean/);

  const second: CellMessage[] = [];
  await run("%%track cards/two\ntracker.logMetric('loss', 1);", second);
  const updates = texts(second, "update_display_data").map((text) => text.split("\n")[0]);
  assert.deepEqual(updates.filter((title) => title!.includes("✓")), [
    "cards/one · ✓ finished",
    "cards/two · ✓ finished",
  ]);
  await kernel.shutdown();
});
