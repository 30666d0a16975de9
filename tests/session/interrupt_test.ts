import assert from "node:assert/strict";
import { sessionTest, type TestSession } from "./session_helper.ts";

/** Runs a cell until it says "running", or for a moment, and interrupts it. */
async function interrupted(test: TestSession, source: string): Promise<string> {
  const first = test.events.length;
  const running = test.session.run({ label: "cell", source });
  const begun = Date.now();
  const hasBegun = () =>
    test.events.slice(first).some((event) => event.type === "stream") || Date.now() - begun > 300;
  while (!hasBegun()) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await test.session.interrupt(), true, source);
  const { status } = await running;
  const { result } = await test.run("kept + 1");
  assert.equal(result, "42", source);
  return status;
}

const CELLS: Record<string, string[]> = {
  loops: [
    'console.log("on"); while (true);',
    'console.log("on"); while (true) { try { while (true); } catch { /* goes on */ } }',
    'for (;;) console.log("on");',
    'console.log("on"); /(a+)+b/.test("a".repeat(50));',
    'console.log("on"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  ],
  awaits: [
    'console.log("on"); await new Promise(() => {});',
    'console.log("on"); for (;;) await null;',
    'console.log("on"); for (;;) { try { await new Promise((resolve) => setTimeout(resolve, 1)); } catch { /* goes on */ } }',
    'console.log("on"); const work = async () => { for (;;) { await new Promise((resolve) => setTimeout(resolve, 1)); const end = performance.now() + 5; while (performance.now() < end); } }; await work();',
    'console.log("on"); for await (const _ of (async function* () { for (;;) { await new Promise((resolve) => setTimeout(resolve, 5)); yield 1; } })());',
    'console.log("on"); const { setTimeout: sleep } = await import("node:timers/promises"); await sleep(100_000);',
    'console.log("on"); await new Deno.Command("sleep", { args: ["100"] }).spawn().status;',
    'const server = Deno.serve({ port: 0, onListen: () => console.log("on") }, () => new Promise<Response>(() => {})); await fetch(`http://localhost:${server.addr.port}`);',
  ],
  timers: [
    'setTimeout(() => { console.log("on"); while (true); }, 1); await new Promise(() => {});',
    'setInterval(() => { console.log("on"); while (true); }, 1); await new Promise(() => {});',
    'setImmediate(() => { console.log("on"); while (true); }); await new Promise(() => {});',
    'process.nextTick(() => { console.log("on"); while (true); }); await new Promise(() => {});',
    'queueMicrotask(() => { console.log("on"); while (true); }); await new Promise(() => {});',
    'const s = Deno.serve({ port: 0, onListen() {} }, () => { console.log("on"); while (true); }); await fetch(`http://localhost:${s.addr.port}`);',
  ],
};

for (const [what, cells] of Object.entries(CELLS)) {
  sessionTest(`an interrupt stops ${what}, and the variables stay`, async (test) => {
    await test.run("const kept = 41;");
    for (const source of cells) {
      assert.equal(await interrupted(test, source), "interrupted", source);
    }
  });
}

sessionTest("an interrupt stops prompt", async (test) => {
  await test.run("const kept = 41;");
  const running = test.session.run({ label: "cell", source: 'prompt("name")' });
  while (!test.events.some(({ type }) => type === "input")) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(await test.session.interrupt(), true);
  assert.equal((await running).status, "interrupted");
  assert.equal((await test.run("kept")).result, "41");
});

sessionTest("an interrupted cell cleans up, and its error is KeyboardInterrupt", async (test) => {
  await test.run("const kept = 41;");
  const first = test.events.length;
  const running = test.session.run({
    label: "cell",
    source:
      'try { console.log("on"); await new Promise(() => {}); } catch (error) { console.log((error as Error).name); throw error; } finally { console.log("cleaned"); }',
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await test.session.interrupt();
  const outcome = await running;
  assert.equal(outcome.status === "interrupted" && outcome.error.ename, "KeyboardInterrupt");
  assert.equal(
    outcome.status === "interrupted" && outcome.error.evalue,
    "The cell was interrupted",
  );
  const text = test.events.slice(first).flatMap((event) =>
    event.type === "stream" ? event.text : []
  );
  assert.equal(text.join(""), "on\nKeyboardInterrupt\ncleaned\n");
});

sessionTest("an interrupt while nothing runs stops the timers of earlier cells", async (test) => {
  await test.run('setInterval(() => console.log("tick"), 5);');
  await test.run("await new Promise((resolve) => setTimeout(resolve, 50))");
  await test.session.interrupt();
  await test.run("1");
  const ticks = () =>
    test.events.flatMap((event) => event.type === "stream" ? event.text : []).join("");
  const before = ticks();
  assert.match(before, /tick/);
  await test.run("await new Promise((resolve) => setTimeout(resolve, 50))");
  assert.equal(ticks(), before);
});

sessionTest("two hundred interrupts in a row are all answered", async (test) => {
  await test.run("const kept = 41; let n = 0;");
  for (let i = 0; i < 100; i++) {
    for (const source of ["n++; while (true);", "n++; await new Promise(() => {});"]) {
      const running = test.session.run({ label: "cell", source });
      await new Promise((resolve) => setTimeout(resolve, i % 5));
      assert.equal(await test.session.interrupt(), true);
      assert.equal((await running).status, "interrupted");
    }
  }
  assert.equal((await test.run("kept")).result, "41");
});

sessionTest("what cannot be stopped is told within moments of two seconds", async (test) => {
  const running = test.session.run({
    label: "cell",
    source: 'new Deno.Command("sleep", { args: ["4"] }).outputSync();',
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await test.session.interrupt(), false);
  assert.equal((await running).status, "interrupted");
  assert.equal((await test.run("1")).result, "1");
});
