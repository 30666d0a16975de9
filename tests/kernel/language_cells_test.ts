import assert from "node:assert/strict";
import { CellHistory } from "../../src/kernel/language/cells.ts";

const textsOf = async (cells: CellHistory, typed: string, id?: string): Promise<string[]> =>
  (await cells.texts(typed, id)).map(({ text }) => text);

const S1 = "__labbook_shadowed_1";

Deno.test("an earlier declaration is renamed where a later cell declares the name again", async () => {
  const cells = new CellHistory();
  cells.executed("const x = 1; const y = { x, z: x }; export const f = ({ x = 2 }) => y.x;");
  cells.executed("const kept = x + y.z;");
  assert.deepEqual(await textsOf(cells, 'const x = "text"; x.'), [
    `const x${S1} = 1; const y = { x: x${S1}, z: x${S1} }; ` +
    `export const f = ({ x: x${S1} = 2 }) => y.x;`,
    `const kept = x${S1} + y.z;`,
    'const x = "text"; x.',
  ]);
});

Deno.test("types, imports, classes and enums are renamed with their uses", async () => {
  const cells = new CellHistory();
  cells.executed(
    'import { a, b as c } from "./m.ts";\nclass K { a = a; c() { return c; } }\n' +
      "enum E { a, b }\ninterface I { a: K; e: E }\nconst keep: I.a = 1;",
  );
  assert.deepEqual(await textsOf(cells, "let a, c, K, E, I;"), [
    `import { a as a${S1}, b as c${S1} } from "./m.ts";\n` +
    `class K${S1} { a = a${S1}; c() { return c${S1}; } }\n` +
    `enum E${S1} { a, b }\ninterface I${S1} { a: K${S1}; e: E${S1} }\nconst keep: I${S1}.a = 1;`,
    "let a, c, K, E, I;",
  ]);
});

Deno.test("a cell that ran again, by its id or its text, gives up its old place", async () => {
  const cells = new CellHistory();
  cells.executed("let a = 1", "one");
  cells.executed("let b = a", "two");
  cells.executed("let a = 'now'", "one");
  assert.deepEqual(await textsOf(cells, "a"), ["let b = a", "let a = 'now'", "a"]);
  cells.executed("let b = a");
  assert.deepEqual(await textsOf(cells, "a"), ["let a = 'now'", "let b = a", "a"]);
  assert.deepEqual(await textsOf(cells, "let b = 5", "one"), ["let b = 5"]);
});

Deno.test("cells that declare nothing, or nothing that can still be seen, are left out", async () => {
  const cells = new CellHistory();
  cells.executed("console.log(1)");
  for (let step = 0; step < 50; step++) cells.executed(`const step = ${step};`);
  assert.deepEqual(await textsOf(cells, "step"), ["const step = 49;", "step"]);
  cells.executed("class P { one = 1 }");
  cells.executed("const p = new P();");
  cells.executed("class P { two = 2 }");
  assert.equal((await textsOf(cells, "p")).length, 5);
});

Deno.test("a cell that does not parse yet still hides what it declares", async () => {
  const cells = new CellHistory();
  cells.executed("const x = 1; const u = x; const d = 2; const m = 3;");
  assert.deepEqual(
    await textsOf(cells, 'const x: = ;\nconst { d, e: q } = (;\nimport { m } from "m";\nx.'),
    [
      `const x${S1} = 1; const u = x${S1}; const d${S1} = 2; const m${S1} = 3;`,
      'const x: = ;\nconst { d, e: q } = (;\nimport { m } from "m";\nx.',
    ],
  );
});

Deno.test("a cell with JSX is a document with JSX", async () => {
  const cells = new CellHistory();
  cells.executed("const one = <b>text</b>;");
  cells.executed("const two = <any>1;");
  const texts = await cells.texts("");
  assert.deepEqual(
    texts.map(({ languageId }) => languageId),
    ["typescriptreact", "typescript", "typescript"],
  );
});
