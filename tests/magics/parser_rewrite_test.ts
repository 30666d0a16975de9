import assert from "node:assert/strict";
import { rewriteMagics } from "../../magics/parser/mod.ts";
import { compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { TABLE } from "./parser_shapes.ts";

const CALL = "__labbook.magic";

/** Cells, and the code that they become. */
const CASES: [source: string, code: string][] = [
  [
    "%track a/b lr=${lr} --tags x;",
    `await ${CALL}("track", "line", ["a/b lr=", " --tags x"], [(lr)]);`,
  ],
  ["%log a=1", `${CALL}("log", "line", ["a=1"], []);`],
  ["%runs ;;", `await ${CALL}("runs", "line", [""], []);`],
  ['%compare "a;"', `await ${CALL}("compare", "line", ["\\"a;\\""], []);`],
  ['%compare "a;', `await ${CALL}("compare", "line", ["\\"a;"], []);`],
  ["%cd My Folder;", `${CALL}("cd", "line", ["My Folder;"], []);`],
  ["!echo \\${HOME} ${a} ;", `await ${CALL}("system", "line", ["echo \${HOME} ", " ;"], [(a)]);`],
  ["const a = %runs", `const a = await ${CALL}("runs", "line", [""], [], { isAssigned: true });`],
  ["a = !ls -l\nb", `a = await ${CALL}("system", "line", ["ls -l"], [], { isAssigned: true });\nb`],
  [
    "for (const l of a) {\n  %log l=${l} --step ${i}\n}",
    `for (const l of a) {\n  ${CALL}("log", "line", ["l=", " --step ", ""], [(l), (i)]);\n}`,
  ],
  ["%time f()", `await __labbook.endMagic(await ${CALL}("time", "line", [""], []), (f()));`],
  [
    "%time await f(); // a",
    `await __labbook.endMagic(await ${CALL}("time", "line", [""], []), (await f())); // a`,
  ],
  [
    "%time const a = f();",
    `await ${CALL}("time", "line", [""], []); const a = f(); await __labbook.endMagic();`,
  ],
  [
    "%time f(); g()",
    `await ${CALL}("time", "line", [""], []); f(); g(); await __labbook.endMagic();`,
  ],
  ["%time {a}", `await ${CALL}("time", "line", [""], []); {a}; await __labbook.endMagic();`],
  [
    "%time f({\n  a,\n})\nb",
    `await __labbook.endMagic(await ${CALL}("time", "line", [""], []), (f({\n  a,\n})));\nb`,
  ],
  [
    "if (a)\n  %time f(), g()\nelse\n  %time for (;;) break",
    `if (a)\n  await __labbook.endMagic(await ${CALL}("time", "line", [""], []), (f(), g()));\nelse\n` +
    `  { await ${CALL}("time", "line", [""], []); for (;;) break; await __labbook.endMagic(); }`,
  ],
  [
    "const a = %time f()",
    `const a = await __labbook.endMagic(await ${CALL}("time", "line", [""], [], { isAssigned: true }), (f()));`,
  ],
  [
    "%time !ls",
    `await __labbook.endMagic(await ${CALL}("time", "line", [""], []), ` +
    `(await ${CALL}("system", "line", ["ls"], [])));`,
  ],
  ["%timeit f()", `await ${CALL}("timeit", "line", [""], [], { code: () => (f()) });`],
  [
    "%timeit -q -n ${n} --runs=3 await f()",
    `await ${CALL}("timeit", "line", ["-q -n ", " --runs=3"], [(n)], { code: async () => (await f()) });`,
  ],
  ["%timeit -x", `await ${CALL}("timeit", "line", [""], [], { code: () => (-x) });`],
  [
    "%timeit const a = 1",
    `await ${CALL}("timeit", "line", [""], [], { code: () => { const a = 1 } });`,
  ],
  [
    "%%time\nf()\n%log a=1",
    `await ${CALL}("time", "cell", [""], []);\nf()\n${CALL}("log", "line", ["a=1"], []);`,
  ],
  ["%%track a lr=${b}\nf()", `await ${CALL}("track", "cell", ["a lr=", ""], [(b)]);\nf()`],
  ["%%html\n<b>\n</b>", `await ${CALL}("html", "cell", [""], [], { body: "<b>\\n</b>" });\n\n`],
  ["%%html", `await ${CALL}("html", "cell", [""], [], { body: "" });`],
  [
    "%%timeit\nf()\n// a",
    `await ${CALL}("timeit", "cell", [""], [], { code: () => { \nf()\n } });`,
  ],
  [
    "%%timeit -n 2\nf()\n%runs\n",
    `await ${CALL}("timeit", "cell", ["-n 2"], [], { code: async () => { \nf()\n` +
    `await ${CALL}("runs", "line", [""], []);\n } });`,
  ],
  ["%compare a \\\n  b\nc", `await ${CALL}("compare", "line", ["a   b"], [\n]);\nc`],
  ["%log a=${b} \\\n c=${d}\ne", `${CALL}("log", "line", ["a=", "  c=", ""], [(b), \n(d)]);\ne`],
  ["%%timeit \\\nf()", `await ${CALL}("timeit", "cell", ["f()"], [\n], { code: () => {  } });`],
  ["%track a\r\nb\r\n", `await ${CALL}("track", "line", ["a"], []);\r\nb\r\n`],
];

for (const [source, code] of CASES) {
  Deno.test(`${JSON.stringify(source)} becomes calls that compile, on its own lines`, async () => {
    const rewritten = rewriteMagics(source, TABLE);
    assert.equal(rewritten.code, code);
    assert.equal(code.split("\n").length, source.split("\n").length);
    await compileCell(code, { earlier: EMPTY_SCOPE });
  });
}

Deno.test("a cell without magics comes back as it is", () => {
  for (const source of ["", "a\n  % b", "const a = `\n%runs`", "!x()"]) {
    assert.deepEqual(rewriteMagics(source, TABLE), {
      code: source,
      blank: source,
      names: [],
      magics: [],
    });
  }
});

Deno.test("the names of a cell's magics are listed once, with that of the whole cell", () => {
  const { names, cell } = rewriteMagics("%%time\n%log a=1\n%log a=2\n!ls", TABLE);
  assert.deepEqual(names, ["time", "log", "system"]);
  assert.deepEqual(cell, { name: "time", form: "code" });
});

Deno.test("a variable that %time declares is the cell's", async () => {
  const { code } = rewriteMagics("%time const a: number = f()", TABLE);
  const { scope } = await compileCell(code, { earlier: EMPTY_SCOPE });
  assert.ok(scope.lexical.has("a"));
});

Deno.test("a question mark asks for help where it is the whole cell", () => {
  const cases: [string, string, boolean, boolean][] = [
    ["%track?", "track", false, false],
    [" %track ?\n", "track", false, false],
    ["%track??", "track", true, false],
    ["?%track", "track", false, false],
    ["??%track", "track", true, false],
    ["%%time?", "time", false, true],
    ["?%%html", "html", false, true],
  ];
  for (const [source, name, isDetailed, isCell] of cases) {
    const { help, code, names } = rewriteMagics(source, TABLE);
    assert.deepEqual(help, { name, isDetailed, isCell }, source);
    assert.deepEqual([code.trim(), code.length, names], ["", source.length, []]);
  }
  assert.throws(() => rewriteMagics("\n%trak?", TABLE), {
    name: "UnknownMagicError",
    message: "Cannot run %trak: there is no such magic; did you mean %track?",
    line: 2,
    column: 1,
  });
});
