import assert from "node:assert/strict";
import { formatValue } from "../../src/session/runtime/display/mod.ts";
import type { MimeBundle } from "../../src/session/runtime/display/mod.ts";

const DISPLAY = Symbol.for("Jupyter.display");
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const GIF = new TextEncoder().encode("GIF89a");
const WEBP = new TextEncoder().encode("RIFF....WEBPVP8 ");

async function dataOf(value: unknown): Promise<MimeBundle> {
  return (await formatValue(value))!.data;
}

Deno.test("a display method gives the bundle: of an object, a class, asynchronously, by name", async () => {
  const html = { "text/html": "<b>1</b>" };
  class Chart {
    static [DISPLAY](): MimeBundle {
      return html;
    }
  }
  assert.deepEqual(await dataOf({ [DISPLAY]: () => html }), html);
  assert.deepEqual(await dataOf({ [DISPLAY]: () => Promise.resolve(html) }), html);
  assert.deepEqual(await dataOf({ $display: () => html }), html);
  assert.deepEqual(await dataOf(Chart), html);
});

Deno.test("a display method may bring metadata", async () => {
  const display = {
    data: { "image/png": "iVBORw0KGgo=" },
    metadata: { "image/png": { width: 20 } },
  };
  assert.deepEqual(await formatValue({ [DISPLAY]: () => display }), display);
});

Deno.test("bytes in a bundle become base64, values JSON or text as their type wants", async () => {
  const bundle = {
    "image/png": PNG,
    "application/json": { at: new Date(0), left: undefined },
    "application/geo+json": "text",
    "text/html": undefined,
    "text/plain": 5,
    "text/markdown": ["# a\n", "b"],
    "text/latex": { a: 1 },
  };
  assert.deepEqual(await dataOf({ [DISPLAY]: () => bundle }), {
    "image/png": "iVBORw0KGgoA",
    "application/json": { at: "1970-01-01T00:00:00.000Z" },
    "application/geo+json": "text",
    "text/plain": "5",
    "text/markdown": "# a\nb",
    "text/latex": '{"a":1}',
  });
});

Deno.test("what a display method throws is thrown", async () => {
  const own = new RangeError("mine");
  const fail = (): never => {
    throw own;
  };
  assert.throws(() => formatValue({ [DISPLAY]: fail }), own);
  await assert.rejects(
    Promise.resolve(formatValue({ [DISPLAY]: () => Promise.reject(own) })),
    own,
  );
});

Deno.test("a bundle that no message can carry is an error", () => {
  const bundle = { "application/json": { steps: 10n } };
  assert.throws(() => formatValue({ [DISPLAY]: () => bundle }), {
    name: "TypeError",
    message: 'Cannot send "application/json": it cannot be written as JSON ' +
      "(TypeError: Do not know how to serialize a BigInt)",
  });
});

for (const [returned, shown] of [[5, "5"], [null, "null"], [{}, "{}"], [{ a: 1 }, "{ a: 1 }"]]) {
  Deno.test(`a display method that returns ${shown} is told of, and the value shown`, async () => {
    class Odd {
      [DISPLAY](): unknown {
        return returned;
      }
    }
    assert.deepEqual(await dataOf(new Odd()), {
      "text/plain": "Cannot display the value by its display method: it returned " +
        `${shown}, expected an object with MIME types as keys\nOdd {}`,
    });
  });
}

for (
  const [schema, mime] of [
    ["https://vega.github.io/schema/vega-lite/v6.json", "application/vnd.vegalite.v5+json"],
    ["https://vega.github.io/schema/vega-lite/v5.20.1.json", "application/vnd.vegalite.v5+json"],
    ["https://vega.github.io/schema/vega-lite/v4.json", "application/vnd.vegalite.v4+json"],
    ["https://vega.github.io/schema/vega-lite/v2.json", "application/vnd.vegalite.v3+json"],
    ["https://vega.github.io/schema/vega/v6.json", "application/vnd.vega.v5+json"],
    ["https://vega.github.io/schema/vega/v5.json", "application/vnd.vega.v5+json"],
  ] as const
) {
  Deno.test(`a specification of ${schema.slice(30)} is labelled ${mime}`, async () => {
    const spec = { $schema: schema, title: "Loss", mark: "line" };
    const text = schema.includes("vega-lite") ? "Vega-Lite chart: Loss" : "Vega chart: Loss";
    assert.deepEqual(await dataOf(spec), { [mime]: spec, "text/plain": text });
    assert.deepEqual(await dataOf({ toSpec: () => spec }), { [mime]: spec, "text/plain": text });
  });
}

Deno.test("an object with another $schema, or a toSpec() without one, is an object", async () => {
  const schema = { $schema: "https://json-schema.org/draft/2020-12/schema" };
  assert.deepEqual(Object.keys(await dataOf(schema)), ["text/plain"]);
  assert.deepEqual(await dataOf({ toSpec: () => ({ mark: "line" }) }), {
    "text/plain": "{ toSpec: [Function: toSpec] }",
  });
});

for (
  const [mime, bytes] of [
    ["image/png", PNG],
    ["image/jpeg", JPEG],
    ["image/gif", GIF],
    ["image/webp", WEBP],
  ] as const
) {
  Deno.test(`bytes that begin as ${mime} are shown as an image`, async () => {
    const expected = { [mime]: bytes.toBase64() };
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const inside = new Uint8Array([0, ...bytes, 0]).subarray(1, -1);
    for (const value of [bytes, inside, shared, shared.buffer, new Uint8ClampedArray(bytes)]) {
      assert.deepEqual(await dataOf(value), expected);
    }
    assert.deepEqual(await dataOf(bytes.slice().buffer), expected);
    assert.deepEqual(await dataOf(new Blob([bytes])), expected);
  });
}

Deno.test("other bytes are shown as values", async () => {
  assert.deepEqual(await dataOf(PNG.subarray(0, 7)), {
    "text/plain": Deno.inspect(PNG.subarray(0, 7)),
  });
  assert.deepEqual(await dataOf(new Blob(["text"])), {
    "text/plain": 'Blob { size: 4, type: "" }',
  });
});

Deno.test("an element is shown by its outerHTML, an SVG element as an image with its namespace", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1"></svg>';
  assert.deepEqual(await dataOf({ outerHTML: "<p>1</p>" }), { "text/html": "<p>1</p>" });
  assert.deepEqual(await dataOf({ outerHTML: svg }), { "image/svg+xml": svg });
  assert.deepEqual(await dataOf({ outerHTML: '<svg width="1"></svg>' }), { "image/svg+xml": svg });
  assert.deepEqual(await dataOf({ outerHTML: "<svgx></svgx>" }), { "text/html": "<svgx></svgx>" });
  assert.deepEqual(await dataOf("<svg></svg>"), { "text/plain": '"<svg></svg>"' });
});

Deno.test("a canvas is shown by its data URL", async () => {
  assert.deepEqual(await dataOf({ toDataURL: () => "data:image/png;base64,iVBORw0KGgo=" }), {
    "image/png": "iVBORw0KGgo=",
  });
});

Deno.test("a tensor is shown by its own text", async () => {
  class Tensor {
    shape = [2];
    dtype = "float32";
    toString(): string {
      return "Tensor\n    [1, 2]";
    }
  }
  assert.deepEqual(await dataOf(new Tensor()), { "text/plain": "Tensor\n    [1, 2]" });
});

Deno.test("a value that only looks like something is inspected, and a remote object never called", async () => {
  const fail = (): never => {
    throw new Error("mine");
  };
  assert.deepEqual(await dataOf({ toDataURL: fail }), {
    "text/plain": "{ toDataURL: [Function: fail] }",
  });
  let calls = 0;
  const remote = new Proxy({}, { get: () => () => calls++ });
  assert.deepEqual(await dataOf(remote), { "text/plain": "{}" });
  assert.equal(calls, 0);
});
