/** The notebook `penguins.ipynb`: the kernel, and parameters, without any run. @module */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { execute } from "./executed.ts";

interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  text?: string[];
}

Deno.test("the penguins' notebook takes parameters, and shows a table, two charts and what it has learned", async () => {
  using executed = await execute("penguins", ["-p", "epochs=20"]);
  const { cells } = JSON.parse(readFileSync(executed.path, "utf8"));
  const outputs: Output[][] = cells.flatMap((cell: { outputs?: Output[] }) =>
    cell.outputs ? [cell.outputs] : []
  );
  const kinds = outputs.map((cell) =>
    cell.flatMap(({ output_type, data }) => data === undefined ? output_type : Object.keys(data))
  );
  assert.deepEqual(kinds, [
    [],
    [],
    ["stream", "text/html", "text/plain"],
    ["application/vnd.vegalite.v5+json", "text/plain"],
    ["stream"],
    ["application/vnd.vegalite.v5+json", "text/plain"],
    ["text/plain"],
  ]);
  const epochs = outputs[4]![0]!.text!.join("");
  assert.match(epochs, /^epoch 10: loss 0\.\d{4}\nepoch 20: loss 0\.\d{4}\n$/);
  const [right] = /\d+(?= of 103 penguins told rightly)/.exec(
    String(outputs[6]![0]!.data!["text/plain"]),
  )!;
  assert(Number(right) > 95);
});
