import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest("cells of every kind of TypeScript show their last value", async ({ run }) => {
  const cells: [source: string, result: string | undefined][] = [
    ["1 + 1", "2"],
    ["const a: number = 5; a", "5"],
    ["await Promise.resolve(7)", "7"],
    ["Promise.resolve(8)", "8"],
    ["(async () => { await null; return 9; })()", "9"],
    ["undefined", undefined],
    ["null", "null"],
    ["NaN", "NaN"],
    ["-0", "-0"],
    ["10n", "10n"],
    ['Symbol("s")', "Symbol(s)"],
    ['"text"', '"text"'],
    ["{ a: 1 }", "{ a: 1 }"],
    ["const b = 1;", undefined],
    ["7; const c = 5;", undefined],
    ["// only a comment", undefined],
    ["", undefined],
    ["enum Color { Red, Green = 5 }\nColor.Green", "5"],
    ["Color[5]", '"Green"'],
    ["enum Color { Blue = 7 }\n[Color.Blue, Object.keys(Color).length]", "[ 7, 2 ]"],
    ["const enum Level { Low = 3 }\nLevel.Low", "3"],
    ["Level.Low + 1", "4"],
    ["namespace N { export const x = 4; }\nN.x", "4"],
    ["class P { constructor(readonly v: number) {} }\nnew P(3).v", "3"],
    ["interface I { x: number }\nconst i = { x: 2 } satisfies I; i.x as number", "2"],
    ["function f(x: number): number { return x * 2 }\nf(4)", "8"],
    ["let f = 12; f", "12"],
    ["class f {}; typeof f", '"function"'],
    ["const f = 13; f", "13"],
    ["function f() { return 14 }\nf()", "14"],
    ["var f = 15; f", "15"],
    ["const { f, g } = { f: 16, g: 17 }; f + g", "33"],
    ["const a = 1; const b = 2; a + b", "3"],
    ["export const e = 18; e", "18"],
    ["export default 19", "19"],
    ["typeof import.meta.url", '"string"'],
    ["abstract class Q { abstract m(): void }\ntypeof Q", '"function"'],
    [
      "function twice<T extends (...args: never[]) => number>(m: T, _: unknown): T { return ((...args: never[]) => 2 * m(...args)) as T }\n" +
      "class D { @twice m() { return 21 } }\nnew D().m()",
      "42",
    ],
    ["class A { accessor v = 3 }\nnew A().v", "3"],
    [
      "const log: string[] = [];\n{ using r = { [Symbol.dispose]() { log.push('disposed') } }; log.push('used'); }\nlog",
      '[ "used", "disposed" ]',
    ],
    ["for await (const x of [Promise.resolve(1), 2]) log.push(String(x));\nlog.length", "4"],
    ["let n = 0; for (let k = 0; k < 3; k++) n += k;\nn", "3"],
    [
      "/** @jsx h */ const h = (tag: string, _: unknown, ...kids: string[]) => ({ tag, kids });\n<b>hi</b>",
      '{ tag: "b", kids: [ "hi" ] }',
    ],
    ["label: for (;;) { break label }\n[1,2,3].map((x) => x ** 2)", "[ 1, 4, 9 ]"],
    ["'use strict'", '"use strict"'],
    ["`a${1 + 1}b`", '"a2b"'],
    ["let v; v ??= 3", "3"],
  ];
  for (const [source, result] of cells) {
    const cell = await run(source);
    assert.equal(cell.result, result, source);
  }
});

sessionTest(
  "what a cell declared before it threw stays, and can be declared again",
  async (test) => {
    const { outcome } = await test.try(
      "const kept = 1; const lost = (() => { throw new Error('no') })();",
    );
    assert.equal(outcome.status, "error");
    assert.equal((await test.run("kept")).result, "1");
    assert.equal((await test.run("const lost = 2; lost")).result, "2");
  },
);

sessionTest("results of a thousand cells are not kept", async ({ run, session }) => {
  await run("const big = () => new Array(100_000).fill(1.5)");
  const used = () => session.evaluate<number>("Deno.memoryUsage().heapUsed");
  await session.inspector.call("HeapProfiler.collectGarbage");
  const before = await used();
  for (let i = 0; i < 100; i++) await run("big()");
  await session.inspector.call("HeapProfiler.collectGarbage");
  assert.ok(await used() - before < 10_000_000);
});
