import assert from "node:assert/strict";
import { findMagics } from "../../magics/parser/mod.ts";
import { TABLE } from "./parser_shapes.ts";

/** What is found in a cell; `declared` are variables of earlier cells. */
type Case = [source: string, found: string[], declared?: string[]];

const CASES: Record<string, Case[]> = {
  "at the start of a line": [
    ["%runs", ["%runs"]],
    ["  %runs", ["%runs"]],
    ["\t%runs", ["%runs"]],
    ["\n\n%runs\n", ["%runs"]],
    ["%runs\r\n%best loss\r\n", ["%runs", "%best loss"]],
    ["const a = 1;\n%runs", ["%runs"]],
    ["/* a */\n// b\n%runs", ["%runs"]],
    ["%runs\n%best loss\n%compare", ["%runs", "%best loss", "%compare"]],
    ["f(); %runs", []],
    ["/* a */ %runs", []],
    ["%", []],
    ["% runs", []],
    ["", []],
  ],
  "in text that is no code": [
    ["const a = `\n%runs\n`", []],
    ["`${`\n%runs\n`}`", []],
    ["`${\n%runs\n}`", []],
    ["const a = `}\n%runs`", []],
    ["'a\\\n%runs'", []],
    ["/*\n%runs\n*/", []],
    ["// a\\\n%runs", ["%runs"]],
    ["// `\n%runs // `", ["%runs // `"]],
    ["const a = '`'\n%runs", ["%runs"]],
    ["const a = /`/\n%runs", ["%runs"]],
    ["const a = /[/`]/g;\n%runs", ["%runs"]],
    ["const a = b / 1 // `\n%runs", ["%runs"]],
    ["a / `\n%runs\n`", []],
    ["if (a) /`/.test(b)\n%runs", ["%runs"]],
    ["f(a) / 2; '`'\n%runs", ["%runs"]],
    ["x = a++ / 2; /`/\n%runs", ["%runs"]],
    ["const a = 'don\\'t'\n%runs", ["%runs"]],
    ["const a = <p>\n%runs\n</p>", []],
    ["const a = <p b={1} c='\n%runs'>don't</p>\n%runs", ["%runs"]],
    ["const a = <>\n%runs\n<b/>\n%runs\n</>\n%best loss", ["%best loss"]],
    ["const a = <p>{`\n%runs\n`}</p>", []],
    ["const a = <p>{/* ` */ b}'</p>\n%runs", ["%runs"]],
    ["const a = <T,>(b: T) => b\n%runs", ["%runs"]],
    ["const a = <T extends B>(b: T) => b\n%runs", ["%runs"]],
    ["const a = <any> b\n%runs", ["%runs"]],
    ["a < b\n%runs", ["%runs"]],
    ["f<B>('`')\n%runs", ["%runs"]],
    ["const m = new Map<string, Array<number>>()\n%runs", ["%runs"]],
  ],
  "within an expression": [
    ["a\n  % b", []],
    ["a\n  %b", []],
    ["a\n%b", []],
    ["a\n  %runs", []],
    ["a\n  %b(c)", []],
    ["a\n%runs(c)", []],
    ["(a\n%runs\n)", []],
    ["f(\n%runs\n)", []],
    ["[a\n%runs\n]", []],
    ["const o = {\n a: 1\n%runs\n}", []],
    ["const o: {\n%runs\n} = b", []],
    ["a +\n%runs", []],
    ["const a =\n%runs", []],
    ["a ? b :\n%runs", []],
    ["class A {\n%runs\n}", []],
    ["enum A {\n%runs\n}", []],
    ["interface A {\n%runs\n}", []],
  ],
  "behind an expression without a semicolon": [
    ["a\n%runs", ["%runs"]],
    ["a\n%runs", [], ["runs"]],
    ["let runs = 3\na\n%runs", []],
    ["a\n%runs --limit 1", ["%runs --limit 1"], ["runs"]],
    ["import { runs } from './a.ts'\n%runs", ["%runs"]],
    ["f()\n%best loss", ["%best loss"]],
    ["f()\n  %best loss", ["%best loss"]],
    ["f()\n  %log a=1", ["%log a=1"]],
    ["const f = () => {\n}\n%runs", ["%runs"]],
    ["const f = function () {\n}\n%runs", ["%runs"]],
    ["const o = { a: 1 }\n%runs", ["%runs"]],
    ["type A = { a: 1 }\n%runs", ["%runs"]],
    ["class A extends f({}) { b = 1 }\n  %runs", ["%runs"]],
    ["x++\n%runs", ["%runs"]],
  ],
  "in blocks": [
    ["for (const l of a) {\n  %log l=${l}\n}", ["%log l=${l}"]],
    ["for (const l of a)\n  %log l=${l}", ["%log l=${l}"]],
    ["if (a) {\n  f()\n  %log l=1\n} else {\n  %log l=2\n}", ["%log l=1", "%log l=2"]],
    ["if (a)\n  %log l=1\nelse\n  %log l=2", ["%log l=1", "%log l=2"]],
    ["do\n  %log l=1\nwhile (a)", ["%log l=1"]],
    ["try {\n  %log l=1\n} catch {\n  %log l=2\n} finally {\n  %log l=3\n}", [
      "%log l=1",
      "%log l=2",
      "%log l=3",
    ]],
    ["switch (a) {\n case 1:\n  %log l=1\n  break\n default:\n  %log l=2\n}", [
      "%log l=1",
      "%log l=2",
    ]],
    ["function f(a: { b: 1 }): Promise<void> {\n  %log l=1\n}", ["%log l=1"]],
    ["function f(): { a: 1 } {\n  %log l=1\n}", ["%log l=1"]],
    ["a.map((b) => {\n  %log l=1\n})", ["%log l=1"]],
    ["const o = { f() {\n  %log l=1\n} }", ["%log l=1"]],
    ["class A { f(): void {\n  %log l=1\n} }", ["%log l=1"]],
    ["outer: {\n  %log l=1\n}", ["%log l=1"]],
    ["function f() {\n  return\n  %log l=1\n}", ["%log l=1"]],
    ["for (;;) {\n  break\n  %runs\n}", ["%runs"]],
  ],
  "to the right of =": [
    ["const a = %runs", ["%runs"]],
    ["let a: string[] = %runs --limit 2\nb", ["%runs --limit 2"]],
    ["a = %best loss", ["%best loss"]],
    ["a.b[0] = %best loss", ["%best loss"]],
    ["export const a =%runs", ["%runs"]],
    ["{\n  const a = %runs\n}", ["%runs"]],
    ["const a = '= %runs'", []],
    ["f(a = %runs)", []],
    ["a == %runs", []],
    ["a %= runs", []],
  ],
  "over several lines": [
    ["%compare a \\\n  b\nc", ["%compare a \\\n  b"]],
    ["%log a=${{\n  b: 1,\n}.b} c=2\nd", ["%log a=${{\n  b: 1,\n}.b} c=2"]],
    ["%log a=${'}'}\nd", ["%log a=${'}'}"]],
    ["%time f({\n  a: 1,\n})\ng()", ["%time f({\n  a: 1,\n})"]],
    ["%time for (const a of b) {\n  %log a=${a}\n}\ng()", [
      "%time for (const a of b) {\n  %log a=${a}\n}",
      "%log a=${a}",
    ]],
    ["{\n  %time f() }\n%runs", ["%time f()", "%runs"]],
  ],
  "for the whole cell": [
    ["%%time\nf()", ["%%time"]],
    ["\n// a\n\n  %%time\nf()", ["%%time"]],
    ["%%time\n%runs", ["%%time", "%runs"]],
    ["%%html\n%runs\n%%time\n'", ["%%html"]],
    ["%%timeit -n 3\nf()\n%log a=1\n", ["%%timeit -n 3", "%log a=1"]],
    ["const a = `\n%%time`", []],
  ],
};

for (const [where, cases] of Object.entries(CASES)) {
  Deno.test(`magics ${where}`, async (test) => {
    for (const [source, expected, declared = []] of cases) {
      await test.step(`${JSON.stringify(source)} ${declared}`, () => {
        const found = findMagics(source, TABLE, (name) => declared.includes(name));
        assert.deepEqual(found.map(({ start, end }) => source.slice(start, end)), expected);
      });
    }
  });
}

Deno.test("a magic that is wrong where it stands is an error with its place", () => {
  const cases: [source: string, name: string, message: string, line: number, column: number][] = [
    [
      "%trak a/b",
      "UnknownMagicError",
      "Cannot run %trak: there is no such magic; did you mean %track?",
      1,
      1,
    ],
    [
      "a\n  %trak a/b",
      "UnknownMagicError",
      "Cannot run %trak: there is no such magic; did you mean %track?",
      2,
      3,
    ],
    [
      "const a = %rnus",
      "UnknownMagicError",
      "Cannot run %rnus: there is no such magic; did you mean %runs?",
      1,
      11,
    ],
    [
      "%%hmtl\n<b>",
      "UnknownMagicError",
      "Cannot run %%hmtl: there is no such magic; did you mean %%html?",
      1,
      1,
    ],
    [
      "%matplotlib inline",
      "UnknownMagicError",
      "Cannot run %matplotlib: there is no such magic; %lsmagic lists all",
      1,
      1,
    ],
    [
      "f()\n%%time",
      "MagicSyntaxError",
      "Cannot run %%time in the middle of a cell: expected it on the first line",
      2,
      1,
    ],
    [
      "f();\n\n %%time",
      "MagicSyntaxError",
      "Cannot run %%time in the middle of a cell: expected it on the first line",
      3,
      2,
    ],
    [
      "%%runs",
      "MagicSyntaxError",
      "Cannot run %%runs for a cell: expected %runs, which stands for a line",
      1,
      1,
    ],
    [
      "%html <b>",
      "MagicSyntaxError",
      "Cannot run %html for a line: expected %%html on the cell's first line",
      1,
      1,
    ],
    ["%runs(a)", "MagicSyntaxError", "Cannot run %runs(a): expected a space behind %runs", 1, 1],
    [
      "%runs?\nf()",
      "MagicSyntaxError",
      "Cannot show the help of %runs here: expected %runs? alone in a cell",
      1,
      1,
    ],
    [
      "%log a=${b",
      "MagicSyntaxError",
      "Cannot read the arguments of %log: expected } for each ${",
      1,
      8,
    ],
    [
      "%log a=${ }",
      "MagicSyntaxError",
      "Cannot read the arguments of %log: expected an expression in ${}",
      1,
      10,
    ],
    ["%time", "MagicSyntaxError", "Cannot run %time of nothing: expected code behind it", 1, 1],
  ];
  for (const [source, name, message, line, column] of cases) {
    assert.throws(() => findMagics(source, TABLE), { name, message, line, column }, source);
  }
});
