/** Jupyter's own tools read the notebook of a run. @module */
import { peerTest } from "../../peers/python.ts";
import { display, record, stream } from "./helpers.ts";

const CHECK = `
import sys, nbformat
notebook = nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT)
nbformat.validate(notebook)
assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), notebook.nbformat_minor
assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
with open(sys.argv[1], encoding="utf-8") as file: text = file.read()
assert text == nbformat.writes(notebook) + "\\n", "nbformat writes it otherwise"
import nbconvert
html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
assert "the printed line" in html, "the text is not shown"
assert "image/svg+xml" in html or "<svg>one" in html, html[-3000:]
`;

peerTest("nbformat and nbconvert read it, whatever the cells said", async ({ run }) => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  cell({ source: "const before = 1;", cellId: "same", metadata: { tags: ["a,b", "ok", "ok", 7] } });
  const tracked = start();
  cell(
    {
      source: "print()\n// é 🐧 \u2028 end",
      cellId: "same",
      metadata: {
        collapsed: "yes",
        scrolled: 5,
        name: "",
        jupyter: 7,
        custom: { deep: [1, null] },
      },
    },
    stream("the printed line\r\n"),
    stream("\x1b[31mred\x1b[0m\n", "stderr"),
    display({ "image/svg+xml": "<svg>one</svg>", "text/plain": "svg", "text/html": null }),
    display({ "application/json": { a: 1 }, "application/vnd.vegalite.v5+json": { mark: "bar" } }),
    display({ "image/png": "iVBORw0KGgo=", "text/plain": ["two", "lines"], "x/y": 5 }),
    ["execute_result", { data: { "text/plain": "1" }, metadata: {}, execution_count: 2 }],
  );
  cell({ source: "fail()", cellId: "not an id!", status: "error" }, [
    "error",
    { ename: "Error", evalue: "bad", traceback: ["Error: bad"] },
  ]);
  cell({ source: "clear()" }, stream("gone"), ["clear_output", { wait: false }]);
  await recorder.snapshot();
  await run(CHECK, [`${tracked.dir}/code/notebook.ipynb`]);
  tracked.end();
});
