import assert from "node:assert/strict";
import { compileCell, EMPTY_SCOPE, readJsxOptions } from "../../src/session/compile/mod.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, runProcess, tempDir } from "../helpers/mod.ts";
import { CellRunner } from "./cell_runner.ts";

/** Cells of TypeScript, and their results. */
const VALUES: [string, unknown][] = [
  ["<any>5", 5],
  ["'x' as string", "x"],
  ["1; type Y = 3", undefined],
  ["const gen = <T>(x: T): T => x; gen<number>(4)", 4],
  ["({ a: 1 } satisfies object).a!", 1],
  ["function over(a: number): void; function over(a: any) { return a }\nover(3)", 3],
  ["function own(this: number) { return this }\nown.call(4)", 4],
  ["((a?: number, ...b: string[]) => a)(1)", 1],
  [
    "declare const no: number; declare enum No { A }; declare global { interface Window { a: 1 } }; 5",
    5,
  ],
  [
    "abstract class Base<T> { abstract x(): void; y!: number; declare z: 1; static v = 2 }\nBase.v",
    2,
  ],
  ["class Point { constructor(private x: number, readonly y = 2) {} }\n({ ...new Point(1) })", {
    x: 1,
    y: 2,
  }],
  ["enum Mixed { A, B = 'x', C = 1 << 2 }\nMixed", { 0: "A", 4: "C", A: 0, B: "x", C: 4 }],
  ["namespace Outer { export namespace Inner { export const v = 9 } }\nOuter.Inner.v", 9],
  ["let 𝒳: '𝒳é' = '𝒳é' as const; 𝒳", "𝒳é"],
  ["class Auto { accessor q = 5; static accessor r = 6 }\n[new Auto().q, Auto.r]", [5, 6]],
  [
    `const kinds: string[] = [];
const note = (_: unknown, context: DecoratorContext) => { kinds.push(context.kind) };
@note class Noted { @note method() {} @note accessor field: number = 1; @note plain = 2 }
kinds`,
    ["method", "accessor", "field", "class"],
  ],
  [
    `@((c: any) => c) class Beside {}
function inner() { using w = { [Symbol.dispose]() { globalThis.gone = "inner" } }; return 1 }
inner();
globalThis.gone`,
    "inner",
  ],
];

Deno.test("TypeScript of every kind runs", async () => {
  using cells = new CellRunner();
  for (const [source, expected] of VALUES) {
    assert.deepEqual(await cells.value(source), expected, source);
  }
});

const ELEMENT = "<p class='c'>hi {1 + 1}<></></p>";

Deno.test("JSX is React's without a word, as with deno run", async () => {
  const { code } = await compileCell(ELEMENT, { earlier: EMPTY_SCOPE });
  assert.match(
    code,
    /React\.createElement\("p", \{ class: 'c' \},\s+"hi ",\s+1 \+ 1,\s+React\.createElement\(React\.Fragment, null\)\)/,
  );
});

Deno.test("JSX follows a deno.json", async () => {
  const automatic = readJsxOptions({ jsx: "precompile", jsxImportSource: "preact" });
  assert.deepEqual(automatic, { runtime: "automatic", importSource: "preact" });
  const { code } = await compileCell(ELEMENT, { earlier: EMPTY_SCOPE, jsx: automatic });
  assert.match(
    code,
    /^let \{ .*"jsxs": _jsxs \} = await __labbook\.import\("preact\/jsx-runtime"\)/,
  );
  const classic = readJsxOptions({ jsx: "react", jsxFactory: "h", jsxFragmentFactory: "F" });
  assert.deepEqual(classic, { factory: "h", fragmentFactory: "F" });
  const other = await compileCell("<></>", { earlier: EMPTY_SCOPE, jsx: classic });
  assert.match(other.code, /await __labbook\.result\(h\(F, null\)\)/);
});

Deno.test("JSX follows the comments of a cell, and of those before it", async () => {
  const runtime = { jsx: (type: string, props: object) => [type, props] };
  using cells = new CellRunner({ "npm:preact/jsx-runtime": runtime });
  await cells.run("/** @jsxImportSource npm:preact */");
  assert.deepEqual(await cells.value("<b id='x'/>"), ["b", { id: "x" }]);
  const own = "/** @jsx h @jsxFrag F */\nconst h = (...a: unknown[]) => a, F = 'f';\n<><i/></>";
  assert.deepEqual(await cells.value(own), ["f", null, ["i", null]]);
  assert.deepEqual(await cells.value("<u/>"), ["u", null]);
});

Deno.test("JavaScript needs no compiler", async () => {
  await using dir = await tempDir();
  const { imports } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const parser = { "@babel/parser": imports["@babel/parser"] };
  const config = join(dir.path, "deno.json");
  await Deno.writeTextFile(config, JSON.stringify({ imports: parser, nodeModulesDir: "none" }));
  const script = join(dir.path, "script.ts");
  const door = pathToFileURL(join(ROOT, "src/session/compile/mod.ts")).href;
  await Deno.writeTextFile(
    script,
    `import { compileCell, EMPTY_SCOPE } from ${JSON.stringify(door)};
const compile = (source: string) => compileCell(source, { earlier: EMPTY_SCOPE });
await compile("import a from 'a'; export const b = await a; class C { #d = 1 }");
await compile("let a: number").catch((error) => console.log(String(error.message)));`,
  );
  const { code, stdout } = await runProcess(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--config", config, script],
  });
  assert.equal(code, 0);
  assert.match(stdout, /@swc\/wasm-typescript/);
});
