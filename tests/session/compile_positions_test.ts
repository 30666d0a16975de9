import assert from "node:assert/strict";
import fc from "fast-check";
import { compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { CellRunner } from "./cell_runner.ts";

/** Cells in which `new Error` stands at a place that the stack has to name. */
const THROWING = [
  "await 1; throw new Error('here')",
  "import { join } from 'node:path';\nconst value: number = 1;\nawait (async () => { throw new Error('here') })()",
  "import {\n  join,\n} from 'node:path'; import 'node:fs'; const x = 1;\nawait f(); function f() { throw new Error('here') }",
  "enum A { one, two }\n\n\nfunction g(a: A): never {\n  throw new Error('here');\n}\n\nnamespace N { export const a = 1 }\ng(A.one)",
  "class P { constructor(private a: number) { throw new Error('here') } }\nnew P(1)",
  "const h = (...a: unknown[]) => a; /** @jsx h */\nconst el = <p>\n  {await 1}\n  {(() => { throw new Error('here') })()}\n</p>",
  "@((c: any) => c)\nclass D {\n  accessor z = 1;\n  static m() {\n    throw new Error('here');\n  }\n}\nD.m()",
  "// an object\n{a: 1,\n  b: (() => { throw new Error('here') })()}",
  "let 𝒳: '𝒳𝒳' = '𝒳𝒳' as any; const t = <T>(x: T): T => { throw new Error('here') }\nt(𝒳)",
];

Deno.test("errors are found where the cell has them", async () => {
  for (const source of THROWING) {
    using cells = new CellRunner();
    const { thrown, compiled } = await cells.run(source);
    const [, line, column] = /cell-\d+\.ts:(\d+):(\d+)/.exec(thrown!) ??
      /<anonymous>:(\d+):(\d+)/.exec(thrown!)!;
    // The runner's own line comes first.
    const place = compiled.map.original(Number(line) - 1, Number(column))!;
    const before = source.slice(0, source.indexOf("new Error"));
    const expected = {
      line: before.split("\n").length,
      column: before.length - before.lastIndexOf("\n"),
    };
    assert.deepEqual(place, expected, `${source}\n${thrown}\n${compiled.code}`);
  }
});

Deno.test("places in a cell are found in its code, and back", async () => {
  const source = "import a from 'a';\nconst v: number = await b(\n  c,\n);\nv";
  const { code, map } = await compileCell(source, { earlier: EMPTY_SCOPE });
  const lines = code.split("\n");
  const textAt = (line: number, column: number) => {
    const place = map.generated(line, column)!;
    return lines[place.line - 1]!.slice(place.column - 1);
  };
  assert.equal(textAt(2, 1), "let   v         = await __labbook.wait(b(");
  assert.equal(textAt(2, 25), "__labbook.wait(b(");
  assert.equal(textAt(3, 3), "c,");
  assert.equal(textAt(5, 1), "await __labbook.result(v)");
  assert.deepEqual(map.generated(3, 3), { line: 3, column: 3 });
  assert.deepEqual(map.original(3, 3), { line: 3, column: 3 });
  assert.equal(map.generated(9, 1), null);
  assert.equal(map.original(9, 1), null);
  const importCall = lines[0]!.indexOf("__labbook.import") + 1;
  assert.deepEqual(map.original(1, importCall), { line: 1, column: 1 });
});

const PIECES = [
  "const a0: number = await f(1)",
  "import b0, { type T, c0 } from 'x'",
  "import {\n  d0,\n  e0\n} from 'x'",
  "import type { U } from 'x'",
  "export const g0 = <T>(\n  x: T,\n): T => x",
  "interface I {\n  a: 1\n}",
  "type V =\n  | 1\n  | 2",
  "function h0(\n  this: void,\n  a?: string,\n): asserts a {}",
  "export default `a\n${import.meta.url}\n`",
  "for await (const x of y) {\n  await (x as\n any)\n}",
  "abstract class J0<T> {\n  private a!: T;\n  abstract b(): void;\n}",
  "using k0 = x",
  "x satisfies\n  object",
  "/* one\ntwo */ // three",
  "import l0 = require('x')",
  "declare module 'm' {\n  const q: 1;\n}",
  "'𝒳é' as '𝒳é'",
  "{\n  var m0 = (await import('x')).y!\n}",
];

Deno.test("the code of a cell without enums, JSX or decorators has the cell's lines", async () => {
  const cells = fc.uniqueArray(fc.constantFrom(...PIECES), { maxLength: 8 }).chain((pieces) =>
    fc.constantFrom("\n", ";\n", "\r\n", ";\r\n\r\n").map((between) => pieces.join(between))
  );
  await fc.assert(
    fc.asyncProperty(cells, fc.boolean(), async (source, isKnown) => {
      if (source.split("export default").length > 2) return;
      // Names of the other kind are declared in another way.
      const names = new Set("abcdeghjklm".split("").map((name) => `${name}0`).concat("J0"));
      const earlier = { ...EMPTY_SCOPE, ...(isKnown ? { global: names, lexical: names } : {}) };
      const { code, map } = await compileCell(source, { earlier });
      if (code === "") return;
      const lines = source.split(/\r\n|\n/);
      assert.equal(code.split(/\r\n|\n/).length, lines.length, code);
      for (const index of lines.keys()) {
        const place = map.generated(index + 1, 1);
        assert.equal(place?.line, index + 1, code);
      }
    }),
    { numRuns: 200 },
  );
});
