import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%who lists the variables that cells declared, also by type", async (kernel) => {
  const { run } = kernel;
  assert.equal((await run("%who")).stdout, "Interactive namespace is empty.\n");
  await run(
    "const alpha = 1; let beta = 'text'; class Net {} ; function train() {}\nconst list = [1, 2];",
  );
  await kernel.try("const broken = (() => { throw new Error('no') })();");
  assert.equal((await run("%who")).stdout, "alpha\tbeta\tlist\tNet\ttrain\n");
  assert.equal((await run("%who number Array")).stdout, "alpha\tlist\n");
  assert.equal((await run("%who function")).stdout, "Net\ttrain\n");
  assert.equal((await run("%who Map")).stdout, "No variables match your requested type.\n");
  assert.equal((await run("const names = %who string\nnames")).result, '[ "beta" ]');
});

kernelTest("%whos shows types and values in a table", async ({ run }) => {
  await run("const alpha = 1; const text = '<b>' + 'x'.repeat(500); const list = [1, 2, 3];");
  await run("const map = new Map([[1, 2]]); const bytes = new Uint8Array(7);");
  const [shown] = (await run("%whos")).displays;
  assert.deepEqual(shown!.metadata, { labbook: { figure: false } });
  const lines = String(shown!.data["text/plain"]).split("\n").map((line) => line.trimEnd());
  assert.deepEqual(lines.filter((line) => !/^text/.test(line)), [
    "Variable  Type        Data/Info",
    "alpha     number      1",
    "bytes     Uint8Array  n=7",
    "list      Array       n=3",
    "map       Map         n=1",
  ]);
  assert(String(shown!.data["text/html"]).includes("&lt;b&gt;xxx"));
  assert(Math.max(...lines.map((line) => line.length)) < 120);
});

kernelTest("values that refuse to be looked at hide no others", async ({ run }) => {
  await run(`const no = () => { throw new Error("no"); };
const refusing = new Proxy({}, { get: no, getPrototypeOf: no, ownKeys: no });
const failing = { [Symbol.for("Deno.customInspect")]: no };
const bare = Object.create(null); const nothing = null; const odd = { constructor: 5 };`);
  assert.equal((await run("%who")).stdout, "bare\tfailing\tno\tnothing\todd\trefusing\n");
  const text = String((await run("%whos")).displays[0]!.data["text/plain"]);
  assert.match(text, /^refusing +Proxy/m);
  assert.match(text, /^failing +Object +\(cannot be shown: no\)/m);
  assert.match(text, /^nothing +null +null/m);
});
