import assert from "node:assert/strict";
import ts from "typescript";
import { blankMagics, rewriteMagics } from "../../magics/parser/mod.ts";
import { TABLE } from "./parser_shapes.ts";

const CASES: [source: string, blank: string][] = [
  ["%runs\na", "     \na"],
  ["a\n%runs\n(b)", "a\n;    \n(b)"],
  ["if (a)\n  %log b=1\nelse\n  %runs", "if (a)\n  {}      \nelse\n  {}   "],
  ["%log a=${b} c=${d}", "        {b}    {d}"],
  ["%log a=${{ b: 1 }}", "       ;({ b: 1 })"],
  ["!${a}", "  {a}"],
  ["%time const a = f()", "      const a = f()"],
  ["%%time\nconst a = 1", "      \nconst a = 1"],
  ["%%timeit -n 3\nconst a = 1 // b", "             \nconst a = 1 // b"],
  ["%%html\n<b>\n'", "      \n   \n "],
  ["const a = %best loss\na", "const a = 0 as any  \na"],
  ["const a = !ls\na", "const a = 0 as any\na"],
  ["const a = %time f()", "const a =       f()"],
  ["%compare a \\\n  b\na", "            \n   \na"],
  ["%compare ${{\n  a: 1,\n}}\na", "         ;({\n  a: 1,\n})\na"],
  ["%runs?", "      "],
  ["%track a\r\nb", "        \r\nb"],
];

for (const [source, blank] of CASES) {
  Deno.test(`TypeScript reads ${JSON.stringify(source)} without its magics`, () => {
    assert.equal(rewriteMagics(source, TABLE).blank, blank);
    const { diagnostics } = ts.transpileModule(blank, { reportDiagnostics: true });
    assert.deepEqual(diagnostics?.map(({ messageText }) => messageText), []);
  });
}

Deno.test("magics that are wrong are taken away too", () => {
  for (
    const source of ["%trak a", "f();\n%%time x", "%html a", "%log a=${b", "%runs(a)", "%time"]
  ) {
    const blank = blankMagics(source, TABLE);
    assert.equal(blank.length, source.length, source);
    assert.doesNotMatch(blank, /%/, source);
  }
});
