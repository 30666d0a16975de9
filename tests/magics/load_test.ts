import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

function inputs(payload: Record<string, unknown>[]): unknown[] {
  return payload.filter(({ source }) => source === "set_next_input");
}

kernelTest("%load puts a file's text into the cell, or some lines of it", async (kernel) => {
  Deno.writeTextFileSync(`${kernel.folder}/a.ts`, "one\ntwo\nthree\nfour\n");
  const all = await kernel.run("%load a.ts");
  assert.deepEqual(inputs(all.payload), [
    { source: "set_next_input", text: "// %load a.ts\none\ntwo\nthree\nfour\n", replace: true },
  ]);
  const some = await kernel.run("%load -r 1,3-9 a.ts");
  assert.deepEqual(inputs(some.payload), [
    { source: "set_next_input", text: "// %load -r 1,3-9 a.ts\none\nthree\nfour\n", replace: true },
  ]);

  assert.equal(
    (await kernel.try("%load b.ts")).error,
    'Error: Cannot load "b.ts": there is nothing of that name, expected a file',
  );
  assert.equal(
    (await kernel.try("%load -r 5-3 a.ts")).error,
    'SyntaxError: Cannot run %load: "5-3" is no range of lines, expected such as 5-10',
  );
});

kernelTest("%load reads URLs", async (kernel) => {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    const isThere = new URL(url).pathname === "/model.ts";
    return new Response(isThere ? "export {};" : "", { status: isThere ? 200 : 404 });
  });
  const address = `http://127.0.0.1:${server.addr.port}`;
  const { payload } = await kernel.run(`%load ${address}/model.ts`);
  assert.deepEqual(inputs(payload), [{
    source: "set_next_input",
    text: `// %load ${address}/model.ts\nexport {};`,
    replace: true,
  }]);
  assert.equal(
    (await kernel.try(`%load ${address}/other.ts`)).error,
    `Error: Cannot load "${address}/other.ts": the server answers 404, expected 200`,
  );
});
