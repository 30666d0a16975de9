import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runScript, tempDir } from "../helpers/mod.ts";

interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  text?: string[];
}

/** Runs a notebook of the repository by the command line, and returns the outputs of its cells. */
async function runNotebook(name: string, args: string[] = []): Promise<Output[][]> {
  using dir = tempDir();
  const output = dir.join(name);
  const { code, stderr } = await runScript(join(ROOT, "src/cli/main.ts"), {
    args: ["run", join(ROOT, "notebooks", name), "-o", output, ...args],
  });
  assert.equal(code, 0, stderr);
  const { cells } = JSON.parse(readFileSync(output, "utf8"));
  return cells.flatMap((cell: { outputs?: Output[] }) => cell.outputs ? [cell.outputs] : []);
}

const notebooks = readdirSync(join(ROOT, "notebooks")).filter((name) =>
  name.endsWith(".ipynb") && !name.endsWith(".executed.ipynb")
);

for (const name of notebooks) {
  Deno.test(`the notebook ${name} runs to its end`, async () => {
    const outputs = (await runNotebook(name)).flat();
    assert(outputs.length > 0);
    assert(outputs.every(({ output_type }) => output_type !== "error"));
  });
}

Deno.test("the penguins' notebook shows a table, two charts and what it has learned", async () => {
  const outputs = await runNotebook("penguins.ipynb", ["-p", "epochs=20"]);
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
