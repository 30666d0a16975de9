import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest("text written by any road appears in the cell, in order", async ({ run }) => {
  const { stdout } = await run(`
    console.log("1");
    await Deno.stdout.write(new TextEncoder().encode("2\\n"));
    process.stdout.write("3\\n");
    Deno.stdout.writeSync(new TextEncoder().encode("4\\n"));
    new Deno.Command("echo", { args: ["5"], stdout: "inherit" }).outputSync();
    console.log("6");
    await new Deno.Command("sh", { args: ["-c", "echo 7"], stdout: "inherit" }).spawn().status;
    const writer = Deno.stdout.writable.getWriter();
    await writer.write(new TextEncoder().encode("8\\n"));
    (await import("node:child_process")).execSync("echo 9", { stdio: "inherit" });
  `);
  assert.deepEqual(stdout.trim().split("\n"), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});

sessionTest("what a worker prints appears in the cell", async ({ run }) => {
  const { stdout } = await run(`
    const source = 'console.log("from a worker"); postMessage(1)';
    const worker = new Worker("data:text/javascript," + encodeURIComponent(source), { type: "module" });
    await new Promise((resolve) => worker.onmessage = resolve);
    worker.terminate();
  `);
  assert.equal(stdout, "from a worker\n");
});

sessionTest(
  "a hundred thousand lines and a large text arrive whole, before the cell ends",
  async ({ run }) => {
    const lines = await run("for (let i = 0; i < 100_000; i++) console.log(i)");
    assert.equal(lines.stdout, Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
    const text = await run('console.log("🙂é".repeat(4_000_000))');
    assert.equal(text.stdout.length, 12_000_001);
    assert.equal(text.stdout, "🙂é".repeat(4_000_000) + "\n");
  },
);

sessionTest("output of a busy cell comes while it is busy", async ({ session, events }) => {
  const running = session.run({
    label: "1",
    source: `console.log("a"); console.log("b"); while (!globalThis.go);`,
  });
  const deadline = Date.now() + 10_000;
  const text = () => events.flatMap((event) => event.type === "stream" ? event.text : []).join("");
  while (text() !== "a\nb\n" && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(text(), "a\nb\n");
  await session.evaluate("globalThis.go = true");
  assert.equal((await running).status, "ok");
});

sessionTest("late output belongs to the cell that started it", async ({ run, events }) => {
  await run(
    'setTimeout(() => console.log("timer"), 60); fetch("data:,x").then(async (r) => { await r.text(); setTimeout(() => console.log("fetch"), 60) })',
  );
  await run(
    'const { setTimeout: nodeTimeout } = await import("node:timers"); nodeTimeout(() => console.log("node timer"), 60);',
  );
  await run(
    'console.log("third"); await new Promise((resolve) => setTimeout(resolve, 200)); console.log("end")',
  );
  const said = events.flatMap((event) => event.type === "stream" ? [[event.cell, event.text]] : []);
  const of = (cell: number) =>
    said.filter(([number]) => number === cell).map(([, text]) => text).join("");
  assert.deepEqual(of(1).split("\n").sort(), ["", "fetch", "timer"]);
  assert.equal(of(2), "node timer\n");
  assert.equal(of(3), "third\nend\n");
});

sessionTest(
  "late errors are shown in their cell, and the session lives",
  async ({ run, session, events }) => {
    await run('void Promise.reject(new RangeError("rejected"));');
    await run('setTimeout(() => { throw new TypeError("in a timer") }, 5);');
    await run('queueMicrotask(() => { throw new Error("in a microtask") });');
    await run(
      'setTimeout(async () => { await null; throw "text" }, 5); const t = setInterval(() => { clearInterval(t); throw new Error("interval") }, 5)',
    );
    await run("await new Promise((resolve) => setTimeout(resolve, 50)); 1");
    const errors = events.flatMap((event) =>
      event.type === "error" ? [`${event.cell} ${session.showError(event.error).evalue}`] : []
    );
    assert.deepEqual(
      errors.sort(),
      ["1 rejected", "2 in a timer", "3 in a microtask", '4 "text"', "4 interval"].sort(),
    );
  },
);

sessionTest(
  "output is held back while the kernel is far behind, and nothing is lost",
  async ({ run }) => {
    const { stdout } = await run(
      'const line = "x".repeat(999); for (let i = 0; i < 60_000; i++) console.log(line)',
    );
    assert.equal(stdout.length, 60_000_000);
  },
);

sessionTest("what children of node:child_process write keeps its place", async ({ run }) => {
  for (let i = 0; i < 10; i++) {
    const { stdout } = await run(`
      import children, { exec, execSync, spawn } from "node:child_process";
      import { promisify } from "node:util";
      console.log(1);
      execSync("echo 2", { stdio: "inherit" });
      console.log(3);
      children.spawnSync("echo", ["4"], { stdio: "inherit" });
      console.log(5);
      await new Promise((resolve) => spawn("echo", ["6"], { stdio: "inherit" }).on("exit", resolve));
      console.log((await promisify(exec)("echo 7")).stdout.trim());
    `);
    assert.equal(stdout, "1\n2\n3\n4\n5\n6\n7\n");
  }
});
