import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { tempDir } from "../helpers/mod.ts";
import { DebugSession } from "./debug_session.ts";

const CELL = `// A cell
import { sep } from "node:path";
interface Point { x: number }

function double(x: number): number {
  const y = x * 2;

  return y;
}
const first: number = double(3);
await Promise.resolve();
sep.length + first`;

Deno.test("breakpoints of a cell that has not run yet move to code, and stop it", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const { path, breakpoints } = await debug.breakAt(CELL, 1, 3, 7, 40);
    deepEqual(
      breakpoints.map(({ verified, line, message }) => [verified, line, message]),
      [
        [true, 2, undefined],
        [true, 6, undefined],
        [true, 8, undefined],
        [false, 40, "There is no code from line 40 on"],
      ],
    );
    const done = debug.cell(CELL, "cell [7]");
    const first = await debug.stop();
    deepEqual(first.body, {
      reason: "breakpoint",
      description: "Stopped at a breakpoint",
      hitBreakpointIds: [breakpoints[0].id],
      threadId: 1,
      allThreadsStopped: true,
    });
    deepEqual(first.frames.map(({ name, source, line }) => [name, source, line]), [
      ["cell [7]", { name: "cell [7]", path }, 2],
    ]);
    deepEqual((await debug.ask("debugInfo")).stoppedThreads, [1]);
    await debug.ask("continue");
    deepEqual(await debug.next("continued"), { threadId: 1, allThreadsContinued: true });
    deepEqual(await debug.stacks(done), [["double:6", "cell [7]:10"], ["double:8", "cell [7]:10"]]);
    equal((await done).status, "ok");
    deepEqual((await debug.ask("debugInfo")).stoppedThreads, []);
  }));

Deno.test("the same cell stops each time it runs, and no more once its breakpoints are gone", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "let n = 1;\nn += 1;";
    const { path } = await debug.breakAt(source, 2);
    for (let run = 0; run < 2; run++) {
      deepEqual(await debug.stacks(debug.cell(source)), [["cell [1]:2"]]);
    }
    deepEqual((await debug.ask("debugInfo")).breakpoints, [
      { source: path, breakpoints: [{ line: 2 }] },
    ]);
    await debug.breakAt(source);
    deepEqual(await debug.stacks(debug.cell(source)), []);
    deepEqual((await debug.ask("debugInfo")).breakpoints, []);
  }));

Deno.test("a breakpoint can be set in a function of a cell that has run, and have a condition", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "function count(n: number) {\n  return n + 1;\n}";
    await debug.cell(source, "cell [1]");
    const { sourcePath: path } = await debug.ask("dumpCell", { code: source });
    await debug.ask("setBreakpoints", {
      source: { path },
      breakpoints: [{ line: 2, condition: "n === 2" }],
    });
    const done = debug.cell("[1, 2, 3].map(count)", "cell [2]");
    deepEqual(await debug.stacks(done), [["count:2", "cell [2]:1"]]);
  }));

Deno.test("steps go over statements and awaits, in and out, and end with the cell", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = `async function later(n: number) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return n;
}
const a = await later(1);
const b = [a].map((x) => x + 1);
b.length`;
    await debug.breakAt(source, 5);
    const done = debug.cell(source);
    const seen: string[][] = [];
    for (const command of ["stepIn", "next", "next", "stepOut", "next", "next", "next"]) {
      const stop = await debug.stopOr(done);
      if (stop === undefined) break;
      seen.push(stop.stack);
      await debug.ask(command, { threadId: 1 });
    }
    deepEqual(seen, [
      ["cell [1]:5"],
      ["later:2", "cell [1]:5"],
      ["later:3", "cell [1]:5"],
      ["later:3", "cell [1]:5"],
      ["cell [1]:6"],
      ["cell [1]:7"],
    ]);
    equal((await done).status, "ok");
    // No step is left over for the next cell.
    deepEqual(await debug.stacks(debug.cell("1 + 1")), []);
  }));

Deno.test("a step over a cell's last statement ends the cell, whatever statement that is", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const cells: [string, string[]][] = [
      ["var k = 1;\nk = 2;", ["cell [1]:1", "cell [1]:2"]],
      ["var k = 1;\nk // the result", ["cell [1]:1", "cell [1]:2"]],
      ["var k = 1; // one", ["cell [1]:1"]],
    ];
    for (const [source, stops] of cells) {
      await debug.breakAt(source, 1);
      for (const command of ["next", "stepIn"]) {
        const done = debug.cell(source);
        const stacks = await debug.stacks(done, command);
        deepEqual({ source, command, stops: stacks.flat() }, { source, command, stops });
        equal((await done).status, "ok");
        // Nothing of the step is left for the next cell.
        deepEqual(await debug.stacks(debug.cell("1 + 1")), []);
      }
    }
  }));

Deno.test("a step that meets no more code leaves the next cells alone", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = `setTimeout(() => {
  globalThis.ticked = 1;
}, 20);`;
    await debug.breakAt(source, 2);
    await debug.cell(source);
    deepEqual((await debug.stop()).stack, ["(anonymous):2"]);
    await debug.ask("next");
    deepEqual((await debug.stop()).stack, ["(anonymous):3"]);
    await debug.ask("next");
    await debug.next("continued");
    equal((await debug.cell("new TextEncoder().encode('x').length")).status, "ok");
    await debug.ask("pause");
    deepEqual(await debug.stacks(debug.cell("1 + 1")), []);
  }));

Deno.test("a cell waits while code of an earlier one is stopped", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "let ticks = 0;\nsetTimeout(() => {\n  ticks += 1;\n}, 10);";
    await debug.breakAt(source, 3);
    await debug.cell(source);
    await debug.stop();
    let isOver = false;
    const next = debug.cell("globalThis.seen = ticks").finally(() => isOver = true);
    await debug.ask("threads");
    ok(!isOver);
    await debug.ask("continue");
    equal((await next).status, "ok");
    equal((await debug.ask("evaluate", { expression: "seen" })).result, "1");
  }));

Deno.test("a busy loop is paused, and a debugger statement stops", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const done = debug.cell("let turns = 0;\nwhile (turns >= 0) turns++;\ndebugger;\nturns");
    let turns: unknown;
    while (turns !== "true") {
      turns = (await debug.request("evaluate", { expression: "turns > 0" })).body?.result;
    }
    await debug.ask("pause", { threadId: 1 });
    const paused = await debug.stop();
    deepEqual([paused.reason, paused.stack], ["pause", ["cell [1]:2"]]);
    await debug.ask("evaluate", { expression: "turns = -5", frameId: paused.frames[0].id });
    await debug.ask("continue");
    const stopped = await debug.stop();
    deepEqual([stopped.body.description, stopped.stack], [
      "Stopped at a debugger statement",
      ["cell [1]:3"],
    ]);
    await debug.ask("continue");
    equal((await done).status, "ok");
  }));

Deno.test("local modules show the lines and the text that was written", async () => {
  await using folder = await tempDir();
  const text = `export interface Options {
  a: number;
}

enum Kind {
  One,
  Two,
}

export function twice(
  options: Options,
): number {
  const kind: Kind = Kind.Two;
  return options.a * 2 + kind;
}
`;
  const path = join(folder.path, "lib.ts");
  await Deno.writeTextFile(path, text);
  await DebugSession.run(async (debug) => {
    await debug.attach();
    await debug.cell(`import { twice } from "./lib.ts";`);
    const source = "const t = twice({ a: 4 });\nt";
    await debug.breakAt(source, 1);
    const done = debug.cell(source, "cell [2]");
    deepEqual((await debug.stop()).stack, ["cell [2]:1"]);
    await debug.ask("stepIn");
    const inside = await debug.stop();
    deepEqual(inside.stack, ["twice:13", "cell [2]:1"]);
    deepEqual(inside.frames[0].source, { name: "lib.ts", path });
    deepEqual(await debug.ask("source", { source: { path } }), {
      content: text,
      mimeType: "text/typescript",
    });
    deepEqual(await debug.ask("modules"), {
      modules: [{ id: 0, name: "lib.ts", path }],
      totalModules: 1,
    });
    const { breakpoints } = await debug.ask("setBreakpoints", {
      source: { path },
      breakpoints: [{ line: 14 }],
    });
    deepEqual(
      breakpoints.map(({ verified, line }: { verified: boolean; line: number }) => [
        verified,
        line,
      ]),
      [[true, 14]],
    );
    await debug.ask("continue");
    deepEqual(await debug.stacks(done), [["twice:14", "cell [2]:1"]]);
  }, folder.path);
});

Deno.test("what the compiler puts into a cell is neither stopped in nor shown", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = `function logged(value: unknown, _context: unknown) { return value; }
class A {
  @logged
  double(x: number): number {
    return x * 2;
  }
}
const two = new A().double(1);
two`;
    await debug.breakAt(source, 1, 5, 8);
    const done = debug.cell(source);
    equal((await debug.stop()).stack[0], "logged:1");
    await debug.ask("continue");
    deepEqual((await debug.stop()).stack, ["cell [1]:8"]);
    await debug.ask("continue");
    deepEqual(await debug.stacks(done), [["double:5", "cell [1]:8"]]);
  }));
