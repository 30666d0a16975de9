import assert from "node:assert/strict";
import { compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { CellRunner } from "./cell_runner.ts";

/** Cells and their results. */
const VALUES: [string, unknown][] = [
  ["1+1", 2],
  ["5;;", 5],
  ["1 // one\n// trailing\n/* more */", 1],
  ["7; const seven = 7", undefined],
  ["1, 2", 2],
  ["{a: 1}", { a: 1 }],
  ["{}", {}],
  ["// an object\n{a: 1, b: {c: 2}} // so", { a: 1, b: { c: 2 } }],
  ["{ let inner = 1; inner }", undefined],
  ["{a: 1}.a", 1],
  ["'use strict'", "use strict"],
  ["'a'; 'b'", "b"],
  ["`a\n${await Promise.resolve('b')}`", "a\nb"],
  ["let list = 1\n;[list, 2].map((x) => x)", [1, 2]],
  ["let step = 1\n++step", 2],
  ["await 5", 5],
  ["await(5)", 5],
  ["await /* here */ 5", 5],
  ["(await 1, await 2)", 2],
  ["!await 0", true],
  ["await (async (a = 1) => await a)()", 1],
  [
    "const later = async () => { for await (const x of [1]) await x; return await 2 }\nawait later()",
    2,
  ],
  [
    "async function* two() { yield await 1; for await (const x of [2]) yield x }\nawait Array.fromAsync(two())",
    [1, 2],
  ],
  [
    "class Sub extends Map { async get1() { return await super.get(1) } }\nawait new Sub([[1, 2]]).get1()",
    2,
  ],
  ["label: for (;;) { break label }", undefined],
  ["if (true) { 5 }", undefined],
  ["(function () { return this })()", undefined],
  ["#!/usr/bin/env deno\n5", 5],
  ["import.meta.url", "file:///notebook.ipynb"],
  ["for (var index = 0; index < 3; index++);\nindex", 3],
  ["let [p, ...q] = [1, 2], { r: { s = 4 } = {} } = {}; [p, q, s]", [1, [2], 4]],
  ["class Hidden { #a = 1; static { globalThis.hidden = new Hidden().#a } }\nglobalThis.hidden", 1],
  ["10n ** 20n", 10n ** 20n],
];

Deno.test("a cell's last expression is its result", async () => {
  using cells = new CellRunner();
  for (const [source, expected] of VALUES) {
    assert.deepEqual(await cells.value(source), expected, source);
  }
  assert.equal(typeof await cells.value("async () => 5"), "function");
});

Deno.test("a cell without a statement compiles to nothing", async () => {
  for (const source of ["", "  ", "\n\n", "// only this", "/* and\nthis */"]) {
    assert.equal((await compileCell(source, { earlier: EMPTY_SCOPE })).code, "");
  }
});

Deno.test("an expression's value can be left to who evaluates it", async () => {
  const { code } = await compileCell("(a as any\n)", { earlier: EMPTY_SCOPE, value: true });
  assert.equal(code, "(a       \n)");
});

Deno.test("what a cell uses is disposed of at its end, last first", async () => {
  using cells = new CellRunner();
  const make = (name: string, method: string) =>
    `{ [Symbol.${method}]() { globalThis.disposed.push("${name}") } }`;
  const source = `globalThis.disposed = [];
using first = ${make("first", "dispose")}, none = null;
await using second = ${make("second", "asyncDispose")};
{ using inner = ${make("inner", "dispose")} }
globalThis.disposed.length`;
  assert.equal(await cells.value(source), 1);
  assert.deepEqual(await cells.value("globalThis.disposed"), ["inner", "second", "first"]);
  assert.equal(await cells.value("typeof first"), "object");
});

Deno.test("what a cell uses can be disposed of where the cell failed", async () => {
  using cells = new CellRunner();
  const { thrown, compiled } = await cells.run(`globalThis.endings = 0;
using file = { [Symbol.dispose]() { globalThis.endings += 1 } };
throw new Error("in between")`);
  assert.match(thrown!, /^Error: in between/);
  assert.equal(await cells.value("globalThis.endings"), 0);
  await cells.evaluate(compiled.cleanup!);
  assert.equal(await cells.value("globalThis.endings"), 1);
  assert.equal((await cells.run("const x = 1")).compiled.cleanup, undefined);
});

/** Cells that are no programs: message, line, column. */
const WRONG: [string, string, number, number][] = [
  ["let x = ;", 'Unexpected token ";"', 1, 9],
  ["a\n  b c", 'Unexpected token "c"', 2, 5],
  ["return 5", "'return' outside of function", 1, 1],
  ["1 +", "Unexpected end of the cell", 1, 4],
  ["f(1,\n`x", "Unterminated template", 2, 2],
  ["const x: = 2", 'Unexpected token "="', 1, 10],
  ["1;\nconst re = /(/", "Invalid regular expression: /(/: Unterminated group", 2, 12],
  ["{a: 1, b: }", 'Unexpected token ":"', 1, 9],
  [
    "class A { override x = 1 as any }",
    "This member cannot have an 'override' modifier because its containing class does not extend another class",
    1,
    11,
  ],
  ["<a></b>", "Expected corresponding JSX closing tag for <a>", 1, 4],
];

Deno.test("a cell that is no program says what is wrong, and where", async () => {
  for (const [source, message, line, column] of WRONG) {
    await assert.rejects(
      () => compileCell(source, { earlier: EMPTY_SCOPE }),
      { name: "SyntaxError", message, line, column },
      source,
    );
  }
});

Deno.test("code that nests too deeply is an error of the cell", async () => {
  await assert.rejects(
    () => compileCell("[".repeat(100_000), { earlier: EMPTY_SCOPE }),
    { name: "SyntaxError", message: "The code nests too deeply to be parsed", line: 1, column: 1 },
  );
});
