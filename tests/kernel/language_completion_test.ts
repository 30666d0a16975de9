import assert from "node:assert/strict";
import { LanguageHelp } from "../../src/kernel/language/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { marked, soon, startValues, warm } from "./language_session.ts";

const MORE = `class Base { base() {} } class Middle extends Base { middle() {} }
const thing = Object.assign(new Middle(), { own: 1 });
const shape = { zeta: 1, one: 2, area() {} };
const _mine = 1;`;
const SHAPE = ["area", "one", "zeta", "hasOwnProperty"];
const CELL = 'const data = JSON.parse(\'{"alpha": 1, "be ta": 2, "nested": {"deep": []}}\');';

Deno.test("completion joins types with values, idle and while a cell runs", async (test) => {
  const step = (name: string, check: () => Promise<void>) => test.step(name, () => soon(check));
  using dir = tempDir();
  dir.write("data.json", '{ "rows": 1 }');
  dir.write("lib/tools.ts", "export function tool(a: string): number {\n  return a.length;\n}\n");
  dir.write(
    "deno.json",
    '{ "imports": { "lib/": "./lib/", /* a comment */ "named": "./lib/tools.ts" } }',
  );
  await using session = await startValues(
    `globalThis.babel = { parseExpression() {} }; ${CELL} const __labbook_x = 1; class Foo { bar() {} }; ${MORE} const big = new Float32Array(1e6); ` +
      "var __esDecorate = 1, _jsx = 2; globalThis.later = 1; globalThis.touched = 0; const trap = { get a() { touched++; return {}; } };",
  );
  const help = new LanguageHelp({ cwd: dir.path, live: () => session.inspector });
  const matches = async (text: string, id?: string): Promise<string[]> => {
    const { code, cursor } = marked(text);
    return (await help.complete(code, cursor, id)).matches;
  };
  help.executed(`${CELL}\nclass Foo { bar() {} }\nconst typed = { one: 1, Two: "2" };`, "first");
  help.executed(`${MORE} interface P { q: number }`);

  await step("a cold server does not keep the values back, nor mixes them", async () => {
    assert.deepEqual((await matches("shape.|")).slice(0, 4), SHAPE);
    assert.deepEqual(await matches("data.nes|"), ["nested"]);
    assert.deepEqual(await matches("data.nested.de|"), ["deep"]);
    assert.deepEqual(await matches("awa|"), ["await"]);
  });
  await warm(help);

  await step("members of types and of parsed JSON", async () => {
    assert.deepEqual(await matches("data.al|"), ["alpha"]);
    assert.deepEqual((await matches("typed.|")).slice(0, 2), ["Two", "one"]);
    assert.deepEqual((await matches("[1, 2].fi|")).slice(0, 3), ["fill", "filter", "find"]);
    assert.deepEqual(await matches("const f = (data: Foo) => data.|"), ["bar"]);
    assert.deepEqual(await matches("big.suba|"), ["subarray"]);
    assert.ok((await matches("Deno.readTextF|")).includes("readTextFileSync"));
  });
  await step("names, keywords, and none of the kernel's own", async () => {
    assert.equal((await matches("Fo|"))[0], "Foo");
    assert.equal((await matches("fo|"))[0], "for");
    assert.ok((await matches("awa|")).includes("await"));
    assert.deepEqual(await matches("__labb|"), []);
    assert.ok((await matches("%track x=1\nty|")).includes("typed"));
  });
  await step("an object's own members first, then its classes', then every object's", async () => {
    assert.deepEqual((await matches("shape.|")).slice(0, 4), SHAPE);
    const [own, middle, base, every] = await matches("thing.|");
    assert.deepEqual([own, middle, base, every], ["own", "middle", "base", "hasOwnProperty"]);
  });
  await step("the notebook's names first, words of the language after the globals", async () => {
    const all = await matches("|");
    const notebook = ["Base", "Foo", "Middle", "big", "data", "later", "shape", "thing", "_mine"];
    const first = all.slice(0, all.indexOf("AbortController"));
    assert.deepEqual(first.filter((name) => notebook.includes(name)), notebook);
    assert.ok(!first.some((name) => name in Object.prototype || name === "const"));
    assert.ok(all.indexOf("Array") < all.indexOf("const"));
    assert.equal((await matches("let other: P|"))[0], "P");
    const inner = await matches("function f(inside: number) { i|");
    assert.deepEqual(inner.slice(0, 2), ["inside", "isFinite"]);
  });
  await step("nothing that the compiler put there", async () => {
    assert.deepEqual(await matches("_|"), ["_mine", "__dirname", "__filename"]);
    assert.deepEqual(await matches("hasOwn|"), []);
  });
  await step("keys in brackets", async () => {
    assert.deepEqual(await matches('data["be|'), ["be ta"]);
    assert.deepEqual(await matches("typed['|"), ["Two", "one"]);
  });
  await step("paths and modules", async () => {
    assert.deepEqual(await matches('import d from "./da|'), ["./data.json"]);
    assert.deepEqual(await matches('Deno.readTextFile("./l|")'), ["./lib/"]);
    assert.deepEqual(await matches('import { tool } from "lib/|'), ["lib/", "lib/tools.ts"]);
    assert.deepEqual(await matches('import { tool } from "nam|'), ["named"]);
    assert.deepEqual(await matches('await import("node:fs/|'), ["node:fs/promises"]);
    assert.ok((await matches('import parser from "npm:@babel/pa|')).includes("npm:@babel/parser"));
    assert.deepEqual(await matches('import { to| } from "./lib/tools.ts"'), ["tool"]);
    help.executed(
      'import { tool } from "lib/tools.ts";\nimport * as babel from "npm:@babel/parser@8.1.3";',
    );
    assert.ok((await matches("tool('').toFi|")).includes("toFixed"));
    await warm(help);
    const { code, cursor } = marked("babel.parseE|");
    const { metadata } = await help.complete(code, cursor);
    const [found] = metadata._jupyter_types_experimental;
    assert.deepEqual([found?.text, found?.type], ["parseExpression", "function"]);
    assert.match(found?.signature ?? "", /^\(input: string, [^\n]*$/);
  });
  await step("a redeclared name has its new type", async () => {
    help.executed('const again = "text";');
    assert.ok((await matches("again.char|")).includes("charAt"));
    help.executed("const again = 5;");
    assert.ok((await matches("again.toF|")).includes("toFixed"));
    assert.deepEqual(await matches("again.char|"), []);
    assert.ok((await matches("const again = [1];\nagain.fi|")).includes("filter"));
  });
  await step("the range is in code points, with kinds in JupyterLab's form", async () => {
    const { code, cursor } = marked('const party = "🎉🎉"; data.al|pha');
    assert.deepEqual(await help.complete(code, cursor), {
      matches: ["alpha"],
      cursor_start: 25,
      cursor_end: 27,
      metadata: {
        _jupyter_types_experimental: [
          { text: "alpha", type: "property", signature: "", start: 25, end: 27 },
        ],
      },
    });
  });
  await step("functions come with their signatures", async () => {
    const { code, cursor } = marked("Foo.prototype.ba| ; Deno.readTextFileS");
    const members = await help.complete(code, cursor);
    assert.equal(members.metadata._jupyter_types_experimental[0]?.signature, "(): void");
    const { metadata } = await help.complete("Deno.readTextFileS", 18);
    assert.deepEqual(metadata._jupyter_types_experimental, [{
      text: "readTextFileSync",
      type: "function",
      signature: "(path: string | URL): string",
      start: 5,
      end: 18,
    }]);
  });
  await step("keys of a typed object, and JSX", async () => {
    assert.deepEqual(await matches("const o: { able: number } = { a|"), ["able"]);
    assert.deepEqual(await matches("const e = <div>{typed.o|"), ["one"]);
  });
  await step("getters with effects are not called", async () => {
    assert.deepEqual(await matches("trap.a.toS|"), []);
    await session.run("if (touched !== 0) throw new Error('touched')");
  });
  await test.step("while a cell runs", async () => {
    await session.run("globalThis.stop = false");
    const loop = session.run("while (!globalThis.stop) {}");
    await soon(async () => {
      assert.deepEqual(await matches("data.nested.de|"), ["deep"]);
      assert.deepEqual(await matches("typed.o|"), ["one"]);
    });
    await session.inspector.call("Runtime.evaluate", { expression: "globalThis.stop = true" });
    await loop;
  });
  await help.close();
});

Deno.test("without a session the types still complete, and a new session forgets the cells", async () => {
  using dir = tempDir();
  const help = new LanguageHelp({ cwd: dir.path, live: () => undefined });
  help.executed("const known = { field: 1 };");
  await warm(help);
  await soon(async () => {
    assert.deepEqual((await help.complete("known.f", 7)).matches, ["field"]);
  });
  help.reset();
  assert.deepEqual((await help.complete("known.f", 7)).matches, []);
  await help.close();
});
