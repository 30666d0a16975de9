import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest("closing the standard streams of Deno takes nothing away", async (test) => {
  const { stdout, stderr } = await test.run(
    "Deno.stdout.close(); Deno.stderr.close(); console.log('out'); console.error('err');",
  );
  assert.equal(stdout, "out\n");
  assert.equal(stderr, "err\n");
  const child = "new Deno.Command('echo', { args: ['child'], stdout: 'inherit' }).outputSync();";
  assert.equal((await test.run(`${child} console.log('after');`)).stdout, "child\nafter\n");
});

for (const fd of [1, 2]) {
  sessionTest(`a session goes on after a cell closed file descriptor ${fd}`, async (test) => {
    await test.run("globalThis.kept = 41; const fs = await import('node:fs');");
    await test.run(`fs.closeSync(${fd}); await import("data:text/javascript,1");`);
    const { stdout, stderr, result } = await test.run(
      "console.log('out'); console.error('err'); kept + 1",
    );
    assert.deepEqual([stdout, stderr, result], ["out\n", "err\n", "42"]);
  });
}
