import assert from "node:assert/strict";
import fs from "node:fs";
import { kernelTest } from "./magic_kernel.ts";

kernelTest(
  "%snapshot writes the notebook and its script now, its own cell included",
  async (kernel) => {
    await kernel.run("%track p/a\nconst x = 1;");
    const shown = await kernel.run("console.log('said');\n%snapshot");
    const [, notebook, script, ...rest] = shown.stdout.split("\n");
    assert.deepEqual(rest, [""]);
    const { cells } = JSON.parse(fs.readFileSync(notebook!, "utf8"));
    assert.deepEqual(
      cells.map(({ source }: { source: string | string[] }) => [source].flat().join("")),
      ["%track p/a\nconst x = 1;", "console.log('said');\n%snapshot"],
    );
    const code = fs.readFileSync(script!, "utf8");
    assert(code.includes("const x = 1;") && !code.includes("%track"), code);
    const { result } = await kernel.run("const paths = %snapshot\nObject.keys(paths)");
    assert.equal(result, '[ "notebook", "script" ]');
  },
);

kernelTest("%snapshot without a run is an error", async (kernel) => {
  assert.equal(
    (await kernel.try("%snapshot")).error,
    "Error: Cannot run %snapshot: no run is active; start one with %track project/name",
  );
});
