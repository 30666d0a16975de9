/** Whatever cells follow each other, their script is a module. @module */
import assert from "node:assert/strict";
import fc from "fast-check";
import { MAGICS } from "../../../magics/mod.ts";
import { findMagics } from "../../../magics/parser/mod.ts";
import { RecordedCell } from "../../../src/kernel/recorder/recorded_cell.ts";
import {
  findScriptProblem,
  SessionScript,
} from "../../../src/kernel/recorder/script/session_script.ts";

/** Cells that declare the same few names in every way there is. */
const CELLS = [
  "const a = 1",
  "let a, b = 2;",
  "var a: number = 3",
  "const { a, ...b } = { a: 1, c: 2 };",
  "function a() { return b }",
  "async function b(x: string): Promise<void>\nasync function b(x: any) { await x }",
  "class a { static #p = 1; b = a.#p }",
  "abstract class b<T> { abstract c(): T }",
  "enum a { x, y }",
  "const enum b { x = 'x' }",
  "namespace a { export const b = 1 }\nnamespace a { export const c = 1 }",
  "type a = string; interface b { a: a }",
  "interface b { c: 1 } interface b { d: 2 }",
  "type b = { b?: b }",
  'import a from "node:path"',
  'import { join as a, basename as b } from "node:path";',
  'import * as b from "node:path";',
  'import type { ParsedPath as a } from "node:path";',
  'import { type ParsedPath as b, sep } from "node:path"',
  'export { join as b } from "node:path"',
  "export const a = await Promise.resolve(1)",
  "export default class b {}",
  "export default a",
  "for (var a = 0; a < 1; a++) { var b = a }",
  "for (a of [1]) b = a;",
  "try { let a = 1 } catch (b) { var a }",
  "using a = { [Symbol.dispose]() {} }",
  "await using b = null, c = null",
  "label: { const a = 1; break label }",
  "{ a: 1 }",
  "(a)",
  "`${b}`",
  "if (a) b()\nelse ({})",
  "a\n// the end",
  "/* only a comment */",
  '"use strict"',
  "declare const b: number;\ndeclare function a(): void;",
  "let a!: number",
  "@(() => {}) class b {}",
  "const a = <T,>(x: T) => x, b = <b>1</b>;",
  "%track demo/one a=1 b=${b}",
  "tracker.logParams({ a })",
  "for (const b of [1]) {\n  %track demo/two-${b}\n  %log a=${b} --step ${b}\n}",
  "let tracker = 1",
  "%%track demo/three\nconst a = tracker",
  "const a = %runs demo\nconst b = !ls ${a} | wc\n!echo ${b}",
  "%time const b = 1\n%timeit a\nif (a)\n  %lsmagic",
  "import.meta.url; new URL('./x', import.meta.url); Deno.jupyter.md`a`; import('./' + a)",
  "const notebook = tracker, best = 1;\n%best loss",
];

Deno.test("the script is a module, whatever declares names anew", async () => {
  const sources = fc.array(fc.constantFrom(...CELLS), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sources, async (sources) => {
      const cells = sources.map((source, i) => {
        const magics = findMagics(source, MAGICS);
        const start = { id: i, count: i + 1, source, magics, metadata: {}, silent: false };
        return Object.assign(new RecordedCell(start, i, 0, new Set()), { end: "ok" as const });
      });
      const placement = { place: (name: string) => name, isKept: () => false };
      const script = new SessionScript({ cwd: "/" });
      // As it grows, cell by cell.
      for (let count = 0; count <= cells.length; count++) {
        const text = await script.text(cells.slice(0, count), placement);
        assert.equal(findScriptProblem(text), undefined, text);
        const anew = await new SessionScript({ cwd: "/" }).text(cells.slice(0, count), placement);
        assert.equal(text, anew);
        assert.doesNotMatch(text, /cannot be put into a script/);
      }
    }),
    { numRuns: 150 },
  );
});
