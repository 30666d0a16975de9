import assert from "node:assert/strict";
import { withoutIgnoredCells } from "../../src/snapshot/ignored_cells.ts";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

Deno.test("the copy of a saved notebook has neither text nor outputs of cells that are to be kept out", () => {
  const outputs = [{ output_type: "stream", name: "stdout", text: "secret" }];
  const saved = {
    nbformat: 4,
    cells: [
      { cell_type: "code", source: ["// labbook: ignore\n", "secret()"], metadata: {}, outputs },
      { cell_type: "code", source: "secret()", metadata: { tags: ["labbook-ignore"] }, outputs },
      { cell_type: "markdown", source: "kept", metadata: {} },
      { cell_type: "code", source: "kept()", metadata: { tags: ["other"] }, outputs: [] },
    ],
  };
  const kept = JSON.parse(new TextDecoder().decode(withoutIgnoredCells(encode(saved))));
  assert.deepEqual(kept.cells.slice(0, 2), [
    { cell_type: "code", source: [], metadata: {}, outputs: [] },
    { cell_type: "code", source: [], metadata: { tags: ["labbook-ignore"] }, outputs: [] },
  ]);
  assert.deepEqual(kept.cells.slice(2), saved.cells.slice(2));
});

Deno.test("a notebook without such cells is copied byte for byte, and what is none is not copied", () => {
  const saved = encode({ cells: [{ cell_type: "code", source: "1" }, null] });
  assert.equal(withoutIgnoredCells(saved), saved);
  for (const none of ["{", "[]", "null", "{}"]) {
    assert.equal(withoutIgnoredCells(new TextEncoder().encode(none)), undefined, none);
  }
});
