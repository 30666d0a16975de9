/** Jupyter's own tools and the example notebooks. @module */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { execute } from "./executed.ts";

const VALIDATE = `
import nbformat, sys
for path in sys.argv[1:]:
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT), relax_add_props=False)
    print(path)
`;

const TO_HTML = `
import sys
from nbconvert import HTMLExporter
html, _ = HTMLExporter(embed_images=True).from_filename(sys.argv[1])
open(sys.argv[2], "w", encoding="utf-8").write(html)
`;

peerTest("nbformat finds no fault with the notebooks, which hold no outputs", async ({ run }) => {
  const names = readdirSync(join(ROOT, "notebooks")).filter((name) =>
    name.endsWith(".ipynb") && !name.endsWith(".executed.ipynb")
  );
  const paths = names.map((name) => join(ROOT, "notebooks", name));
  assert.deepEqual((await run(VALIDATE, paths)).trim().split("\n"), paths);
  for (const path of paths) {
    const { cells, metadata, nbformat, nbformat_minor } = JSON.parse(readFileSync(path, "utf8"));
    assert.deepEqual([nbformat, nbformat_minor, metadata.kernelspec.name], [4, 5, "labbook"]);
    for (const { cell_type: type, outputs, execution_count: count } of cells) {
      if (type === "code") assert.deepEqual({ outputs, count }, { outputs: [], count: null });
    }
  }
});

peerTest(
  "the quickstart, executed, is valid for nbformat, as is what its runs keep of it, and nbconvert shows its charts",
  async ({ run }) => {
    using executed = await execute("quickstart");
    const { folder, path } = executed;
    const kept = ["linear", "hidden-16", "slow"].map((name) =>
      folder.join("experiments", "penguins", name, "code", "notebook.ipynb")
    );
    assert.deepEqual((await run(VALIDATE, [path, ...kept])).trim().split("\n"), [path, ...kept]);
    const page = folder.join("quickstart.html");
    await run(TO_HTML, [path, page]);
    const html = readFileSync(page, "utf8");
    const cell = (id: string): string => html.split(`id="cell-id=${id}"`)[1]!.split("cell-id=")[0]!;
    for (const id of ["figure", "compare"]) {
      const found = [...cell(id).matchAll(/<img[^>]+src="data:image\/\w+/g)].length;
      assert.equal(found, 1, `The cell ${id} shows ${found} pictures`);
    }
  },
);
