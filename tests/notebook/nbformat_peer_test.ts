/** nbformat and papermill read what we write, and write the same. @module */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { executeNotebook, parseNotebook, stringifyNotebook } from "../../src/notebook/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { ScriptedKernel } from "./fixture.ts";

const WRITE = `
import sys
from nbformat.v4 import *
import nbformat
lines = "a\\nb\\r\\nc\\rd\\x0be\\x0cf\\x1cg\\x85h\\u2028i\\u2029j\\n"
nb = new_notebook(metadata={"z": 1, "ä": {"10": None, "9": [], "f": 1.5, "t": True}}, cells=[
  new_markdown_cell(lines, attachments={"a.png": {"image/png": "aGk=\\n"}}),
  new_raw_cell("raw \\x00\\x1f\\x7f 🐧 \\\\ \\""),
  new_code_cell("const a = 1;\\na", execution_count=7, metadata={"tags": ["parameters"]}, outputs=[
    new_output("stream", name="stdout", text=lines),
    new_output("display_data", {"text/plain": lines, "image/svg+xml": "<svg>\\n</svg>", "image/png": "a\\nb",
      "application/json": {"b": ["x\\n"], "a": "y\\n"}, "application/vnd.x+json": ["p", "q"],
      "application/javascript": "a\\nb", "text/html": ""}),
    new_output("execute_result", {"text/plain": "1"}, execution_count=7),
    new_output("error", ename="E", evalue="v", traceback=["one\\ntwo", "three"]),
  ]),
  new_code_cell("bad"),
])
nbformat.write(nb, sys.argv[1])
`;

peerTest("what nbformat wrote is written as nbformat does, byte for byte", async ({ run }) => {
  using dir = tempDir();
  const path = dir.join("a.ipynb");
  await run(WRITE, [path]);
  const text = readFileSync(path, "utf8");
  const notebook = parseNotebook(text, path);
  assert.equal(notebook.cells[0]!.source.length, 21);
  assert.equal(stringifyNotebook(notebook), text);
});

peerTest(
  "nbformat finds no fault with a notebook that ran, and would write it alike",
  async (peer) => {
    using dir = tempDir();
    const path = dir.join("a.ipynb");
    await peer.run(WRITE, [path]);
    const notebook = parseNotebook(readFileSync(path, "utf8"), path);
    await executeNotebook(notebook, {
      inputPath: path,
      outputPath: path,
      parameters: { lr: 0.1 },
      save: (notebook) => dir.write("out.ipynb", stringifyNotebook(notebook)),
      startKernel: () =>
        Promise.resolve(
          new ScriptedKernel({
            "const a = 1;\na": ({ send }) => {
              send("stream", { name: "stdout", text: "one\ntwo" });
              const transient = { display_id: "x" };
              send("display_data", { data: { "text/html": "<b>\n</b>" }, metadata: {}, transient });
              send("execute_result", {
                data: { "text/plain": "1" },
                metadata: {},
                execution_count: 1,
              });
            },
            bad: () => {
              throw new TypeError("bad");
            },
          }),
        ),
    });
    const out = dir.join("out.ipynb");
    await peer.run(
      `
import sys, nbformat
nb = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(nb)
nbformat.write(nb, sys.argv[2])
`,
      [out, dir.join("again.ipynb")],
    );
    assert.equal(readFileSync(dir.join("again.ipynb"), "utf8"), readFileSync(out, "utf8"));
  },
);

peerTest("papermill puts parameters where we do", async (peer) => {
  using dir = tempDir();
  const script = `
import json, sys, nbformat
from papermill.translators import papermill_translators, PythonTranslator
from papermill.parameterize import parameterize_notebook
from papermill.iorw import load_notebook_node
papermill_translators.register("typescript", PythonTranslator)
nb = load_notebook_node(sys.argv[1])
for value in [0.1, 0.2]:
  nb = parameterize_notebook(nb, {"lr": value}, kernel_name="labbook", language="typescript")
print(json.dumps([[cell.source, cell.metadata.get("tags", [])] for cell in nb.cells]))
`;
  const { injectParameters } = await import("../../src/notebook/parameters.ts");
  for (const tags of [["parameters"], []]) {
    const cell = (source: string, tags: string[]): unknown => ({
      cell_type: "code",
      source,
      metadata: { tags },
      outputs: [],
      execution_count: null,
    });
    const text = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: {},
      cells: [cell("a", []), cell("b", tags), cell("c", [])],
    });
    const theirs: [string, string[]][] = JSON.parse(
      await peer.run(script, [dir.write("a.ipynb", text)]),
    );
    const notebook = parseNotebook(text, "a.ipynb");
    for (const lr of [0.1, 0.2]) injectParameters(notebook, { lr });
    assert.deepEqual(
      notebook.cells.map(({ source, metadata }) => [source, metadata.tags]),
      theirs.map(([source, tags]) => [
        source.replace("# Parameters\nlr = 0.2\n", "// Parameters\nconst lr = 0.2;"),
        tags,
      ]),
    );
  }
});
