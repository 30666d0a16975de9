import assert from "node:assert/strict";
import { compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { CellRunner } from "./cell_runner.ts";

const MODULES = {
  "one": { default: "d", a: 1, "x-y": 2 },
  "two": { b: 2 },
  "commonjs": { default: {}, "module.exports": { c: 3 } },
};

Deno.test("imports of every form become calls on the first line", async () => {
  using cells = new CellRunner(MODULES);
  const { imports, results, compiled } = await cells.run(`let own = 1
import d, { a as b, 'x-y' as c, type T, default as e } from "one" with { type: "json" }
import d2, * as ns from 'one';
import
  'two'
[own, d, b, c, e, d2, ns.a]`.replace("'two'\n", "'two'\n;"));
  assert.deepEqual(results[0], [1, "d", 1, 2, "d", "d", 1]);
  assert.deepEqual(imports, [
    ["one", { with: { type: "json" } }],
    ["one", undefined],
    ["two", undefined],
  ]);
  assert.equal(compiled.code.split("\n").length, 6);
  assert.deepEqual([...compiled.scope.lexical].sort(), ["b", "c", "d", "d2", "e", "ns", "own"]);
});

Deno.test("imports of types are dropped, and modules that only types use may be missing", async () => {
  using cells = new CellRunner(MODULES);
  const { imports, results, compiled } = await cells.run(`import type { A } from "nowhere";
import { type B } from "nowhere";
import { type C, a as kept } from "one";
import { Only } from "file:///nowhere.d.ts";
import { b } from "two";
const config: Only & typeof b & A & B & C = {} as any;
kept`);
  assert.deepEqual(results, [1]);
  assert.deepEqual(imports.map(([name]) => name), ["one", "file:///nowhere.d.ts", "two"]);
  assert.deepEqual([...compiled.scope.lexical].sort(), ["Only", "b", "config", "kept"]);
  // A later cell has the value of what was a type only so far.
  assert.equal(await cells.value("b"), 2);
  const missing = await cells.run(`import { Missing } from "file:///nowhere.ts"; Missing`);
  assert.match(missing.thrown!, /^TypeError: Module not found/);
});

Deno.test("import = require and import = of a namespace", async () => {
  using cells = new CellRunner(MODULES);
  assert.equal(
    await cells.value("import fs = require('node:fs'); typeof fs.readFileSync"),
    "function",
  );
  assert.equal(await cells.value("import cjs = require('commonjs'); cjs.c"), 3);
  assert.equal(await cells.value("import two = require('two'); two.b"), 2);
  assert.equal(await cells.value("import type T = require('nowhere'); 1"), 1);
  await cells.run("namespace A { export namespace B { export const c = 9; export type T = 1 } }");
  assert.equal(await cells.value("import AB = A.B; AB.c"), 9);
  assert.equal(await cells.value("import N = A.B; let n: N.T = 1; n"), 1);
});

/** Cells with exports, their results, and a value in the next cell. */
const EXPORTS: [string, unknown, string, unknown][] = [
  ["export const e1 = 5; e1", 5, "e1", 5],
  ["export function e2() { return 6 }\nexport { e2 as other }", undefined, "e2()", 6],
  ["export abstract class E3 { static v = 7 }", undefined, "E3.v", 7],
  ["export enum E4 { v = 8 }", undefined, "E4.v", 8],
  ["export default { a: 1 }", { a: 1 }, "1", 1],
  ["let e5 = 9\nexport default (e5)", 9, "e5", 9],
  ["export default function e6() { return 1 }", undefined, "e6()", 1],
  ["export default class E7 {}", undefined, "E7.name", "E7"],
  ["export { a as e8, default as e9, 'x-y' as 'no-name' } from 'one'", undefined, "[e8, e9]", [
    1,
    "d",
  ]],
  ["export * from 'one'; export * as e10 from 'two'", undefined, "e10.b", 2],
  ["export type { T } from 'nowhere'; export interface I {}", undefined, "2", 2],
  ["export = 3", 3, "3", 3],
];

Deno.test("exports are declarations, and those of other modules are imports", async () => {
  using cells = new CellRunner(MODULES);
  for (const [source, result, next, value] of EXPORTS) {
    assert.deepEqual(await cells.value(source), result, source);
    assert.deepEqual(await cells.value(next), value, source);
  }
  assert.equal(typeof await cells.value("export default function () {}"), "function");
  assert.equal(typeof await cells.value("export default class {}"), "function");
});

Deno.test("import() goes through the session, everywhere", async () => {
  const { code } = await compileCell(
    "const f = async () => (await import('a', { with: {} })).x;\nimport(`b`)",
    { earlier: EMPTY_SCOPE },
  );
  assert.equal(
    code,
    "let   f = async () => (await __labbook.wait(__labbook.import('a', { with: {} }))).x;\n" +
      "await __labbook.result(__labbook.import(`b`))",
  );
});
