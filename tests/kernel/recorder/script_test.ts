/** The script that a run keeps of what was executed: it runs, and does the same again. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { runProcess } from "../../helpers/mod.ts";
import { record, type TestCell } from "./helpers.ts";

/** What a script prints that was made of these cells, and its text. */
async function runScript(
  cells: (string | TestCell)[],
  files: Record<string, string> = {},
): Promise<{ lines: string[]; script: string; config: Record<string, unknown> }> {
  await using recording = record();
  for (const [name, text] of Object.entries(files)) recording.folder.write(name, text);
  const run = recording.start();
  for (const cell of cells) recording.cell(cell);
  await recording.recorder.snapshot();
  const script = run.read("code", "session.ts");
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["run", "-A", "--no-prompt", join(run.dir, "code", "session.ts")],
    cwd: recording.folder.path,
    env: { NO_COLOR: "1", LABBOOK_DIR: recording.folder.join("again") },
    timeout: 60_000,
  });
  assert.equal(code, 0, `${stderr}\n${script}`);
  assert.deepEqual(recording.logged, []);
  const config = JSON.parse(run.read("code", "deno.json"));
  const manifest = JSON.parse(run.read("code", "code.json"));
  assert.deepEqual(manifest.warnings, []);
  return { lines: stdout.split("\n").slice(0, -1), script, config };
}

const CASES: [what: string, cells: string[], lines: string[]][] = [
  ["constants, awaits and types stay", [
    "const x: number = 1;\ntype T = { a: number };",
    "const t: T = { a: await Promise.resolve(x + 1) };\nconsole.log(t.a)",
  ], ["2"]],
  ["a constant that several cells declare", [
    "const a = 1;",
    "const a = 'two';",
    "console.log(a)",
    "let a;\nconsole.log(a)",
  ], ["two", "undefined"]],
  ["a pattern, some of whose names others declare", [
    "const { a, b } = { a: 1, b: 2 };",
    "const [a] = [3];\nconsole.log(a, b)",
  ], ["3 2"]],
  ["functions, used above their declaration, with overloads and recursion", [
    "console.log(f(3));\nfunction f(n: number): number;\nfunction f(n: any) { return n < 2 ? 1 : n * f(n - 1); }",
    "console.log(f('x'));\nasync function* g() { yield 1; }\nfunction f(s: string) { return s + '!'; }",
    "for await (const v of g()) console.log(v)",
  ], ["6", "x!", "1"]],
  ["classes, abstract ones, and what earlier cells made of them", [
    "abstract class A { abstract n(): number }\nclass B extends A { n() { return 1 } }\nconst b = new B();",
    "class B { n() { return 2 } }\nabstract class A {}\nconsole.log(b.n(), new B().n(), B.name)",
  ], ["1 2 B"]],
  ["a function that becomes a class, and a class that becomes a variable", [
    "function thing() { return 'function' }\nclass other {}",
    "class thing { kind = 'class' }\nlet other = 'variable';",
    "console.log(new thing().kind, other)",
  ], ["class variable"]],
  ["enums and namespaces start anew", [
    "enum E { A, B }\nnamespace N { export const x = 1 }",
    "const enum E { C = 5, D }\nnamespace N { export const y = E.D }",
    "console.log(E.D, N.y, (N as any).x)",
  ], ["6 6 undefined"]],
  ["types and interfaces that several cells declare", [
    "type T = number; interface I { a: T }\nconst one: T = 1;",
    "type T = string; interface I { b: T }\nconst two: T = 'b';",
    "console.log(one, two)",
  ], ["1 b"]],
  ["the same import in several cells, and another of the same name", [
    'import { basename } from "node:path";\nimport * as path from "node:path";',
    'import { basename, join } from "node:path";\nconsole.log(basename("/a/b"), join("a", "b"), path.sep)',
    'import { hostname as basename } from "node:os";\nconsole.log(typeof basename())',
    'import path from "node:path";\nconsole.log(typeof path.join)',
  ], ["b a/b /", "string", "function"]],
  ["a name that is imported and then declared", [
    'import { join } from "node:path";\nconsole.log(join("a", "b"))',
    "const join = (...s: string[]) => s.join('+');\nconsole.log(join('a', 'b'))",
  ], ["a/b", "a+b"]],
  ["exports are declarations", [
    "export const a = 1;\nexport default function f() { return a }\nexport { a as b };",
    'export { join } from "node:path";\nconsole.log(f(), join("x", "y"))',
    "export default a + 1",
  ], ["1 x/y"]],
  ["names that are assigned and never declared", [
    "total = 1;\nfor (i of [1, 2]) total += i;",
    "console.log(total, i)",
  ], ["4 2"]],
  ["a var in a block, and a constant of its name", [
    "for (var n = 0; n < 3; n++) {}\nconsole.log(n)",
    "const n = 'n';\nconsole.log(n)",
  ], ["3", "n"]],
  ["resources end with their cell", [
    "using a = { v: 1, [Symbol.dispose]() { console.log('disposed') } };\nconsole.log(a.v)",
    "console.log('next', a.v)",
  ], ["1", "disposed", "next 1"]],
  ["an object that a cell begins with", ["{ a: 1, b: 2 }", "console.log('on')"], ["on"]],
  ["decorators and JSX", [
    "function twice(f: any, _: any) { return function (this: any) { return 2 * f.call(this) } }\n" +
    "class C { @twice n() { return 4 } }\nconsole.log(new C().n())",
    "/** @jsx h */\nconst h = (tag: string, p: any, ...c: any[]) => `<${tag}>${c}</${tag}>`;\n" +
    "const el = <b>hi {1 + 1}</b>;\nconsole.log(el)",
  ], ["8", "<b>hi ,2</b>"]],
  ["Deno.jupyter shows nothing", [
    "await Deno.jupyter.display(Deno.jupyter.html`<b>hi</b>`);\nconst { md } = Deno.jupyter;\n" +
    "md`# x`; console.log('on')",
  ], ["on"]],
  ["a cell without a semicolon at its end", [
    "const f = () => { console.log('f'); return [1] }",
    "(console.log('next'))",
    "[1].map(String)",
    "`text`",
  ], ["next"]],
  ["help and comments", ["// nothing", "Math?", "console.log('on')"], ["on"]],
];

Deno.test("the script does what the cells did", async (t) => {
  for (const [what, cells, expected] of CASES) {
    await t.step(what, async () => {
      const { lines } = await runScript(cells);
      assert.deepEqual(lines, expected);
    });
  }
});

Deno.test("cells that did not run to their end are comments that say why", async () => {
  await using recording = record();
  const run = recording.start();
  recording.cell("const a = 1;");
  recording.cell({ source: "boom();\nconst b = 2;", status: "error" }, [
    "error",
    { ename: "ReferenceError", evalue: "boom is not defined", traceback: [] },
  ]);
  recording.cell({ source: "while (true);", status: "interrupted" });
  await recording.recorder.snapshot();
  assert.equal(
    run.read("code", "session.ts"),
    `// The cells of a notebook, in the order in which they were executed: made by Labbook.
// It runs again with: deno run -A session.ts

// Cell [1]
const a = 1;

// Cell [2] failed: ReferenceError: boom is not defined
// boom();
// const b = 2;

// Cell [3] was interrupted
// while (true);

export {};
`,
  );
});

Deno.test("local modules are copied with what they import, and found from the script", async () => {
  const { lines, config } = await runScript([
    'import { two } from "./lib/two.ts";\nconst { three } = await import("./three.ts");\n' +
    'import data from "./data.json" with { type: "json" };\nimport { four } from "@/four.ts";',
    "console.log(two, three, data.n, four)",
    'console.log(await Deno.readTextFile(new URL("./text.txt", import.meta.url)))',
    'console.log(import.meta.dirname === Deno.cwd(), import.meta.resolve("./x.ts").startsWith("file:"))',
  ], {
    "lib/two.ts": 'import { one } from "../one.ts"; export const two: number = one + 1;',
    "one.ts": "export const one = 1;",
    "three.ts": "export const three = 3;",
    "src/four.ts": "export const four = 4;",
    "data.json": '{ "n": 7 }',
    "text.txt": "text",
    "deno.json": '{ "imports": { "@/": "./src/", "x": "npm:x@1" } }',
  });
  assert.deepEqual(lines, ["2 3 7 4", "text", "true true"]);
  const { imports } = config as { imports: Record<string, string> };
  assert.equal(imports["@/"], "./scripts/src/");
  assert.equal(imports.x, "npm:x@1");
  assert.match(imports["@labbook/labbook"]!, /^file:.*\/mod\.ts$/);
});

Deno.test("magics are calls of what they stand for", async () => {
  const { lines, script } = await runScript([
    "const lr = 0.5;\nconst best = 'mine';",
    "%track demo/first lr=${lr} layers=[1,2] --tags a,b --no-tensorboard",
    "for (let i = 0; i < 3; i++) {\n  %log loss=${1 / (i + 1)} --step ${i}\n}",
    "%log gap=NaN top=Infinity low=-1e999 zero=-0",
    '%param seed=7\n%tag good\n%note It\'s a "note" with ${lr}\nconsole.log(tracker.name)',
    "%time const slow = 1 + 1\nconsole.log(slow)",
    "%%time\nconst cell = 2;",
    "%timeit Math.sqrt(2)",
    "%track stop",
    "%lsmagic",
    "const list = %runs demo",
    "console.log(list.length, cell)",
    "const dir = %pwd\nconsole.log(dir === Deno.cwd())",
    "%env DEMO_VALUE=x y\nconst demo = %env DEMO_VALUE\nconsole.log(demo)",
    "const out = !echo one ${'two words; echo no'} three\nconsole.log(out)",
    '!echo "in ${lr} quotes"',
    "%%writefile made.txt\nhello ${name}\n",
    "console.log(Deno.readTextFileSync('made.txt'))",
    "%%track demo/second\ntracker.logMetric('m', 1);\nconsole.log(tracker.name)",
    "const first = %best loss\nconsole.log(first.name, best)",
  ]);
  assert.deepEqual(lines, [
    "first",
    "2",
    "1 2",
    "true",
    "x y",
    '[ "one two words; echo no three" ]',
    "in 0.5 quotes",
    "hello ${name}",
    "",
    "second",
    "first mine",
  ]);
  for (
    const line of [
      'var tracker = await track("demo/first", { params: { lr, layers: [1, 2] }, tags: ["a", "b"], ' +
      "useTensorboard: false });",
      "currentRun()!.logMetrics({ loss: (1 / (i + 1)) }, i);",
      "currentRun()!.logMetrics({ gap: NaN, top: Infinity, low: -Infinity, zero: -0 });",
      'currentRun()!.setNote(`It\'s a "note" with ${lr}`);',
      "await currentRun()?.finish();",
      "// %lsmagic",
      "// %timeit Math.sqrt(2)",
      "best as labbook_best",
    ]
  ) {
    assert.ok(script.includes(line), `${line}\nis not in\n${script}`);
  }
});

Deno.test("one run alone is a constant of the script", async () => {
  const { script } = await runScript([
    "%track demo/only --no-tensorboard",
    "tracker.logParams({ a: 1 });",
  ]);
  assert.ok(
    script.includes('const tracker = await track("demo/only", { useTensorboard: false });'),
  );
  assert.ok(script.includes('import { track } from "@labbook/labbook";'));
});

Deno.test("after a new session the script has that session's cells only", async () => {
  await using recording = record();
  recording.cell("const old = 1;");
  recording.recorder.sessionEnded();
  const run = recording.start();
  recording.cell("const fresh = 1;");
  await recording.recorder.snapshot();
  assert.equal(run.notebook().cells.length, 2);
  assert.doesNotMatch(run.read("code", "session.ts"), /old/);
});

Deno.test("the saved notebook is copied beside the modules", async () => {
  await using recording = record({ notebook: "work.ipynb" });
  recording.folder.write("work.ipynb", '{"cells": []}');
  recording.folder.write("lib.ts", "export const a = 1;");
  const run = recording.start();
  recording.cell('import { a } from "./lib.ts";');
  await recording.recorder.snapshot();
  const { kind, state, session, files } = JSON.parse(run.read("code", "code.json"));
  assert.deepEqual([kind, state, session.notebook], ["notebook", "complete", "work.ipynb"]);
  assert.deepEqual(files.map(({ path }: { path: string }) => path), ["lib.ts", "work.ipynb"]);
  assert.ok(fs.existsSync(join(run.dir, "code", "scripts", "work.ipynb")));
});

Deno.test("VS Code tells the notebook's path in the ids of cells", async () => {
  await using recording = record();
  const path = recording.folder.write("my notes.ipynb", '{"cells": []}');
  const run = recording.start();
  recording.cell({
    source: "import.meta.url",
    cellId: `vscode-notebook-cell:${encodeURI(path)}#W0sZmlsZQ%3D%3D`,
  });
  await recording.recorder.snapshot();
  const { session } = JSON.parse(run.read("code", "code.json"));
  assert.equal(session.notebook, "my notes.ipynb");
  assert.ok(run.read("code", "session.ts").includes("my%20notes.ipynb"));
});
