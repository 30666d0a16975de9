/** Parameters of a notebook. @module */
import assert from "node:assert/strict";
import {
  checkParameterName,
  injectParameters,
  readParameterValue,
} from "../../src/notebook/parameters.ts";
import type { Notebook } from "../../src/notebook/mod.ts";
import { notebookOf } from "./fixture.ts";

const sources = ({ cells }: Notebook): string[] => cells.map(({ source }) => source);

Deno.test("parameters go behind the cell with the defaults, and take the place of former ones", () => {
  const defaults = { source: "const lr = 1;", metadata: { tags: ["parameters"] } };
  const notebook = notebookOf("first", defaults, "last");
  assert.equal(injectParameters(notebook, { lr: 0.1 }), true);
  assert.deepEqual(sources(notebook), [
    "first",
    "const lr = 1;",
    "// Parameters\nconst lr = 0.1;",
    "last",
  ]);
  assert.deepEqual(notebook.cells[2]!.metadata, { tags: ["injected-parameters"] });
  assert.match(notebook.cells[2]!.id!, /^[0-9a-f]{8}$/);
  injectParameters(notebook, { lr: 0.2, name: "wide" });
  assert.deepEqual(sources(notebook), [
    "first",
    "const lr = 1;",
    '// Parameters\nconst lr = 0.2;\nconst name = "wide";',
    "last",
  ]);
});

Deno.test("without such a cell they go to the top", () => {
  const notebook = notebookOf("first");
  assert.equal(injectParameters(notebook, { a: null }), false);
  assert.deepEqual(sources(notebook), ["// Parameters\nconst a = null;", "first"]);
});

Deno.test("what the defaults declare with let or var may be assigned to later, too", () => {
  const source = "export let $a: number = 1;\n  var b = 2;\nconst c = 3;\nlet abc = 4; // let c";
  const notebook = notebookOf({ source, metadata: { tags: ["parameters"] } });
  injectParameters(notebook, { $a: 1, b: 2, c: 3, ab: 4 });
  assert.equal(
    notebook.cells[1]!.source,
    "// Parameters\nlet $a = 1;\nvar b = 2;\nconst c = 3;\nconst ab = 4;",
  );
});

Deno.test("any value of JSON is written as TypeScript", () => {
  const notebook = notebookOf();
  const value = { list: [1, "two", null, { on: true }], empty: {}, none: [] };
  injectParameters(notebook, { value, proto: JSON.parse('{"__proto__":1}') });
  const { source } = notebook.cells[0]!;
  assert.equal(
    source,
    '// Parameters\nconst value = { "list": [1, "two", null, { "on": true }], "empty": {}, "none": [] };\n' +
      'const proto = { ["__proto__"]: 1 };',
  );
});

Deno.test("values of a command line are JSON, or else texts", () => {
  const read = (text: string): unknown => readParameterValue(text);
  assert.deepEqual(
    [
      "0.1",
      "-3",
      "1e-3",
      "true",
      "null",
      '"5"',
      "[1,2]",
      "wide",
      "",
      "007",
      "True",
      "9007199254740991",
    ]
      .map(read),
    [0.1, -3, 1e-3, true, null, "5", [1, 2], "wide", "", "007", "True", 9007199254740991],
  );
  assert.throws(
    () => read("12345678901234567890"),
    new RangeError(
      "Cannot use the parameter value 12345678901234567890: a number holds no more than 2^53, put " +
        "it in quotes",
    ),
  );
});

Deno.test("a parameter has the name of a variable", () => {
  for (const name of ["lr", "$x", "_1", "größe", "of"]) checkParameterName(name);
  for (const name of ["", "1a", "learning-rate", "a b", "class", "await", "x;y"]) {
    assert.throws(
      () => checkParameterName(name),
      new SyntaxError(`Cannot use the parameter "${name}": expected the name of a variable`),
    );
  }
});
