import assert from "node:assert/strict";
import { formatValue, inspectValue } from "../../src/session/runtime/display/mod.ts";

/** The text of a value that has nothing else. */
async function textOf(value: unknown): Promise<unknown> {
  const formatted = await formatValue(value);
  assert.deepEqual(Object.keys(formatted!.data), ["text/plain"]);
  assert.deepEqual(formatted!.metadata, {});
  return formatted!.data["text/plain"];
}

class Model {
  lr = 0.1;
}

const VALUES: [value: unknown, text: string][] = [
  [null, "null"],
  [NaN, "NaN"],
  [-0, "-0"],
  [10n, "10n"],
  [Symbol("s"), "Symbol(s)"],
  [true, "true"],
  ["", '""'],
  ['it\'s a "text"', '`it\'s a "text"`'],
  ["a\nb", '"a\\nb"'],
  [[1, "x", { a: [null] }], '[ 1, "x", { a: [ null ] } ]'],
  [{ a: { b: { c: { d: { e: { f: 1 } } } } } }, inspected()],
  [new Map([["k", 1]]), 'Map(1) { "k" => 1 }'],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  [() => 1, "[Function (anonymous)]"],
  [Model, "[class Model]"],
  [new Model(), "Model { lr: 0.1 }"],
  [new Uint8Array(2), "Uint8Array(2) [ 0, 0 ]"],
  [new Proxy({ a: 1 }, {}), "{ a: 1 }"],
];

function inspected(): string {
  return Deno.inspect({ a: { b: { c: { d: { e: { f: 1 } } } } } });
}

for (const [value, text] of VALUES) {
  Deno.test(`${text.slice(0, 30).replaceAll("\n", " ")} is shown as Deno.inspect shows it`, async () => {
    assert.equal(await textOf(value), text);
  });
}

Deno.test("undefined shows nothing", async () => {
  assert.equal(await formatValue(undefined), undefined);
});

Deno.test("a value whose own code throws is told of", async () => {
  const fail = (): never => {
    throw new Error("mine");
  };
  const traps = { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail };
  assert.equal(await textOf(new Proxy({ a: 1 }, traps)), "{ a: 1 }");
  assert.equal(
    await textOf({ [Symbol.for("Deno.customInspect")]: fail }),
    "[Object that cannot be inspected: Error: mine]",
  );
  assert.equal(
    await textOf({
      get a() {
        return fail();
      },
    }),
    "{ a: [Getter] }",
  );
});

Deno.test("a long string ends with a note, and no character is cut in two", () => {
  assert.equal(inspectValue("x".repeat(200_000)).length, 200_002);
  assert.match(inspectValue("x".repeat(200_001)), /x"\.\.\. 1 more character$/);
  const emoji = inspectValue("x" + "😀".repeat(200_000));
  assert.match(emoji, /x😀+"\.\.\. 200,002 more characters$/u);
  assert.ok(emoji.isWellFormed());
});

Deno.test("a string of escapes stays short too", () => {
  const text = inspectValue("\n".repeat(1_000_000));
  assert.ok(text.length < 450_000, `${text.length}`);
  assert.match(text, /"\.\.\. 97\d,\d{3} more characters$/);
});

Deno.test("a deep value is shown less deep, an array by its first items", () => {
  const deep = Array.from(
    { length: 100 },
    () => Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => [1])),
  );
  assert.match(inspectValue(deep), /\[Array\]/);
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id }));
  assert.match(inspectValue(rows), /\{ id: 99 \},\n {2}\.\.\. 99900 more items\n\]$/);
});

Deno.test("an object with too many properties is shown by its first, with its class", () => {
  class Weights {
    [name: string]: number;
  }
  const weights = new Weights();
  for (let at = 0; at < 30_000; at++) weights[`w${at}`] = at;
  const text = inspectValue(weights);
  assert.match(text, /^Weights \{\n {2}w0: 0,/);
  assert.match(text, / {2}w99: 99,\n {2}\.\.\. 29,900 more properties\n\}$/);
});

Deno.test("a long inspection is cut with a note", () => {
  const text = inspectValue(Array.from({ length: 100 }, () => "x".repeat(10_000)));
  assert.match(text.slice(200_000), /^\n\.\.\. 8\d\d,\d{3} more characters$/);
});
