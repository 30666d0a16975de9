import assert from "node:assert/strict";
import { LanguageHelp } from "../../src/kernel/language/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { marked, soon, startValues, warm } from "./language_session.ts";

const CELL = `/**
 * Adds two numbers.
 * @param a the first
 */
function add(a: number, b = 2): number {
  return a + b;
}`;

Deno.test("inspection tells signature, type, documentation, value and source", async (test) => {
  const step = (name: string, check: () => Promise<void>) => test.step(name, () => soon(check));
  using dir = tempDir();
  dir.write(
    "tools.ts",
    "/** A tool's own words. */\nexport function tool(a: string): number {\n  return 1;\n}\n",
  );
  await using session = await startValues(
    "function add(a, b = 2) { return a + b; } const matrix = [[1, 2], [3, 4], [5, 6]]; " +
      "const loaded = JSON.parse('{\"alpha\": 1, \"list\": [1, 2]}'); const text = 'x'.repeat(500); " +
      "const scores = new Map([['a', 1]]); const weights = new Float32Array(1000);",
  );
  const help = new LanguageHelp({ cwd: dir.path, live: () => session.inspector });
  help.executed(CELL);
  help.executed("const matrix = [[1, 2], [3, 4], [5, 6]];\nconst loaded = JSON.parse('{}');");
  const plain = async (text: string, detail: 0 | 1 = 0): Promise<string> => {
    const { code, cursor } = marked(text);
    const { found, data } = await help.inspect(code, cursor, detail);
    assert.equal(found, data["text/plain"] !== undefined);
    return data["text/plain"] ?? "";
  };

  await step("a cold server does not keep the value back", async () => {
    assert.equal(
      await plain("loaded|"),
      "Value:\nObject { alpha: 1, list: Array(2) }",
    );
  });
  await step("nor what the cells themselves say of their names", async () => {
    assert.match(
      await plain("add|"),
      /^function add\(a: number, b(?: = 2|\?: number)\): number\n\nAdds two numbers\.\n\n@param `a` — the first$/,
    );
  });
  await warm(help);

  await step("a function, at its name and in its parentheses", async () => {
    const expected =
      "function add(a: number, b?: number): number\n\nAdds two numbers.\n\n@param `a` — the first";
    assert.equal(await plain("ad|d"), expected);
    assert.match(
      await plain("add(1, |"),
      /^add\(a: number, b\?: number\): number\n\nAdds two numbers\./,
    );
    assert.match(
      await plain("add(1, mat|rix)"),
      /^add\(a: number, b\?: number\): number\n[^]*const matrix: number\[\]\[\]/,
    );
  });
  await step("values", async () => {
    assert.equal(
      await plain("const party = '🎉';\nmatrix|"),
      "const matrix: number[][]\n\nValue:\nArray(3) [Array(2), Array(2), Array(2)]\nshape 3 × 2",
    );
    assert.match(await plain("loaded.li|st"), /Value:\nArray\(2\) \[1, 2\]/);
    assert.match(await plain("tex|t"), /Value:\nstring \(500\) "x{200}"…/);
    assert.match(await plain("scores|"), /Value:\nMap\(1\) \{ "a" => 1 \}/);
    assert.match(await plain("weights|"), /Value:\nFloat32Array\(1000\) \[(?:0, ){12}…\]/);
    assert.equal(
      await plain("const f = (loaded: string) => load|ed"),
      "(parameter) loaded: string",
    );
  });
  await step("Deno, local modules and packages", async () => {
    const deno = await help.inspect("Deno.readTextFile", 17);
    assert.match(deno.data["text/markdown"] ?? "", /^```typescript\nfunction Deno\.readTextFile\(/);
    assert.doesNotMatch(deno.data["text/markdown"] ?? "", /deno:\/asset|@tags/);
    help.executed(
      'import { tool } from "./tools.ts";\nimport { parse } from "npm:@babel/parser@8.1.3";',
    );
    assert.match(await plain("tool|"), /tool\(a: string\): number\n\nA tool's own words\./);
    await warm(help);
    assert.match(
      await plain("parse|"),
      /^function parse\(input: string[^\n]*\n\nParse the provided code as/,
    );
  });
  await step("detail 1 adds the source", async () => {
    assert.match(
      await plain("add|", 1),
      /Source:\nfunction add\(a: number, b = 2\): number \{\n {2}return a \+ b;\n\}$/,
    );
    assert.match(await plain("tool|", 1), /Source:\nexport function tool\(a: string\): number \{/);
    assert.doesNotMatch(await plain("add|"), /Source/);
  });
  await step("nothing to tell", async () => {
    assert.deepEqual(await help.inspect("1 + ", 4, 0), { found: false, data: {} });
    assert.deepEqual(await help.inspect("nowhere", 3, 0), { found: false, data: {} });
  });
  await help.close();
});
