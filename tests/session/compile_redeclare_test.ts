import assert from "node:assert/strict";
import { CellRunner } from "./cell_runner.ts";

const MODULES = { one: { a: 1, default: 1 }, two: { a: 2, default: 2 } };

/** Every way to declare a name with a value, 1 or 2. */
const WAYS: Record<string, (name: string, value: number) => string> = {
  let: (name, value) => `let ${name} = ${value}`,
  const: (name, value) => `const ${name}: number = ${value}`,
  pattern: (name, value) => `const { ${name}, ...rest${name} } = { ${name}: ${value} }`,
  var: (name, value) => `var ${name} = ${value}`,
  "var of a loop": (name, value) => `for (var ${name} of [${value}]);`,
  "var in a block": (name, value) => `{ var [${name}] = [${value}] }`,
  function: (name, value) => `function ${name}() { return ${value} }`,
  class: (name, value) => `class ${name} { static v = ${value} }`,
  using: (name, value) => `using ${name} = { v: ${value}, [Symbol.dispose]() {} }`,
  enum: (name, value) => `enum ${name} { v = ${value} }`,
  namespace: (name, value) => `namespace ${name} { export const v = ${value} }`,
  decorated: (name, value) => `@((c: any) => c) class ${name} { static v = ${value} }`,
  import: (name, value) => `import { a as ${name} } from "${value === 1 ? "one" : "two"}"`,
  "import of a default": (name, value) =>
    `import ${name}, * as all${name} from "${value === 1 ? "one" : "two"}"`,
};

Deno.test("a name can be declared again in every other way, and again", async () => {
  using cells = new CellRunner(MODULES);
  let count = 0;
  for (const first in WAYS) {
    for (const second in WAYS) {
      const name = `name${count++}`;
      for (const [way, value] of [[first, 1], [second, 2], [first, 1]] as const) {
        const source = WAYS[way]!(name, value);
        assert.equal(await cells.value(source), undefined, `${first}, ${second}`);
        const read =
          `const it${name} = ${name} as any; it${name}.v ?? (it${name}.call ? it${name}() : it${name})`;
        assert.equal(await cells.value(read), value, `${first}, ${second}: ${source}`);
      }
    }
  }
});

Deno.test("an enum or a namespace starts anew in a later cell, and grows within one", async () => {
  using cells = new CellRunner();
  await cells.run("enum Level { low, high }; namespace Space { export const a = 1 }");
  assert.deepEqual(await cells.value("enum Level { only }\nLevel"), { 0: "only", only: 0 });
  assert.deepEqual(await cells.value("namespace Space { export const b = 2 }\nSpace"), { b: 2 });
  assert.deepEqual(await cells.value("enum Two { a }\nenum Two { b = 1 }\nTwo"), {
    0: "a",
    1: "b",
    a: 0,
    b: 1,
  });
  const joined =
    "namespace Both { export const a = 1 }\nnamespace Both { export const b = a + 1 }\nBoth";
  assert.deepEqual(await cells.value(joined), { a: 1, b: 2 });
  assert.equal(await cells.value("class C {}\nnamespace C { export const v = 3 }\nC.v"), 3);
});

Deno.test("a const enum can be used in later cells", async () => {
  using cells = new CellRunner();
  await cells.run("const enum Colour { red = 'r' }");
  assert.equal(await cells.value("Colour.red"), "r");
});

Deno.test("functions see the new value of a name that was declared again", async () => {
  using cells = new CellRunner();
  await cells.run("function get() { return counted }\nvar counted = 1");
  await cells.run("const counted = 2");
  assert.equal(await cells.value("get()"), 2);
});

Deno.test("a function that takes the place of a variable is hoisted and keeps its name", async () => {
  using cells = new CellRunner();
  await cells.run("let late = 1");
  assert.equal(
    await cells.value("const before = late();\nfunction late() { return late.name }\nbefore"),
    "late",
  );
});

Deno.test("constants are constant, in their cell and in later ones, until they are declared again", async () => {
  using cells = new CellRunner({ one: { a: 1 } });
  await cells.run("const fixed = 1; import { a as imported } from 'one'");
  const wrong = [
    "fixed = 2",
    "fixed++",
    "({ fixed } = { fixed: 2 })",
    "[fixed] = [2]",
    "for (fixed of [2]);",
  ];
  for (const source of [...wrong, "imported = 2", "const here = 1; here = 2"]) {
    const { thrown } = await cells.run(source);
    assert.match(thrown!, /^TypeError: Assignment to constant variable\./, source);
  }
  assert.equal(await cells.value("fixed"), 1);
  assert.equal(await cells.value("((fixed: number) => { fixed = 4; return fixed })(3)"), 4);
  assert.equal(await cells.value("let fixed = 5; fixed += 1; fixed"), 6);
});

Deno.test("names declared twice in one cell are an error", async () => {
  using cells = new CellRunner();
  await assert.rejects(() => cells.run("const a = 1;\nfunction a() {}"), {
    name: "SyntaxError",
    message: "Identifier 'a' has already been declared",
    line: 2,
    column: 10,
  });
});
