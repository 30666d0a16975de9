import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { CellHistory } from "../../src/kernel/language/cells.ts";
import { LanguageHelp } from "../../src/kernel/language/mod.ts";
import { LspClient, LspEndedError, LspRequestError } from "../../src/kernel/language/lsp_client.ts";
import { LanguageServer } from "../../src/kernel/language/server.ts";
import { tempDir } from "../helpers/mod.ts";

const LONG = { cold: 30_000, warm: 30_000 };

Deno.test("a server that died is started again with all cells, and one that is closed stays so", async () => {
  using dir = tempDir();
  const cells = new CellHistory();
  cells.executed("const known: number = 1;");
  const server = new LanguageServer({ cwd: dir.path, notebook: dir.join("a.ipynb") }, cells);
  const ask = () =>
    server.ask("known", undefined, async ({ client, at }) => {
      const params = at({ line: 0, character: 1 });
      const hover = await client.request<{ contents: unknown }>("textDocument/hover", params);
      return { pid: client.pid, contents: JSON.stringify(hover.contents) };
    }, LONG);
  const first = await ask();
  assert.match(first?.contents ?? "", /const known: number/);
  Deno.kill(first?.pid as number, "SIGKILL");
  let second = await ask();
  // The first question after the kill may still have met the dying process.
  second ??= await ask();
  assert.match(second?.contents ?? "", /const known: number/);
  assert.notEqual(second?.pid, first?.pid);
  await server.close();
  assert.equal(await ask(), undefined);
});

Deno.test("errors of a server say what was asked", async () => {
  using dir = tempDir();
  const client = new LspClient({ cwd: dir.path });
  await client.ready;
  await assert.rejects(client.request("labbook/nothing", {}), (error) => {
    assert.ok(error instanceof LspRequestError);
    assert.equal(error.message, "Cannot ask for labbook/nothing: Method not found");
    return true;
  });
  const pending = assert.rejects(client.request("textDocument/hover", {}), Error);
  await client.close();
  await pending;
  await assert.rejects(client.request("textDocument/hover", {}), (error) => {
    assert.ok(error instanceof LspEndedError);
    assert.equal(error.message, "Cannot ask for textDocument/hover: the language server has ended");
    return true;
  });
});

Deno.test("nothing is started before the first question", async () => {
  using dir = tempDir();
  const help = new LanguageHelp({ cwd: dir.path, live: () => undefined });
  help.executed("const a = 1;");
  help.reset();
  // A process that was started and not ended would fail this test, and there is nothing to end.
  await delay(50);
});
