/** `labbook import`. @module */
import assert from "node:assert/strict";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { type TempDir, tempDir } from "../helpers/mod.ts";
import { labbook, writeRun } from "./fixture.ts";

function writePython(dir: TempDir, folder: string, summary: string): void {
  dir.write(`${folder}/summary.json`, summary);
  dir.write(`${folder}/params.json`, '{"lr": NaN}');
  dir.write(
    `${folder}/metrics_history.json`,
    '{"loss": [{"value": 0.5, "step": 1, "timestamp": "2026-01-01T00:00:00"}]}',
  );
}

Deno.test("import takes in runs at any depth, and never overwrites", async () => {
  using dir = tempDir();
  await writeRun(dir.join("base"), { name: "one", params: { lr: 7 } });
  writePython(dir, "other/deep/er/a", '{"name": "one", "project": "penguins", "tags": ["py"]}');
  writePython(dir, "other/b", '{"name": "two: best", "project": "a/b", "final_metrics": {}}');
  dir.write("other/b/artifacts/model.bin", "model");
  const { code, stdout, stderr } = await labbook(["import", "other"], {
    cwd: dir.path,
    env: { LABBOOK_DIR: "base" },
  });
  assert.equal(
    stdout,
    `\
✓ a-b/two- best  from ${dir.join("other/b")}
    It was called "two: best"
✓ penguins/one-2  from ${dir.join("other/deep/er/a")}
    It was called "one"
2 runs imported.
`,
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.equal(readFileSync(dir.join("base/a-b/two- best/artifacts/model.bin"), "utf8"), "model");
  const show = async (name: string) =>
    JSON.parse((await labbook(["show", name, "--json", "--dir", dir.join("base")])).stdout);
  assert.deepEqual((await show("penguins/one")).params, { lr: 7 });
  const imported = await show("penguins/one-2");
  assert.deepEqual([imported.params, imported.tags], [{ lr: "NaN" }, ["py"]]);
  assert.equal(imported.final_metrics.loss, 0.5);
});

Deno.test("import refuses damaged and live runs, and goes on with the others", async () => {
  using dir = tempDir();
  writePython(dir, "from/good", '{"name": "good"}');
  dir.write("from/bad/summary.json", "{");
  writePython(dir, "from/half", '{"name": "half"}');
  dir.write("from/half/metrics_history.json", '{"loss": [');
  await writeRun(dir.join("from"), { name: "live", status: "none" });
  const { code, stdout, stderr } = await labbook(
    ["import", "from", "--project", "taken in", "--json"],
    { cwd: dir.path, env: { LABBOOK_DIR: "base" } },
  );
  const { imported, failed } = JSON.parse(stdout);
  assert.deepEqual(imported, [{
    from: dir.join("from/good"),
    project: "taken in",
    name: "good",
    path: dir.join("base/taken in/good"),
    remarks: [],
  }]);
  assert.deepEqual(failed.map(({ message }: { message: string }) => message.slice(0, 200)), [
    failed[0].message,
    failed[1].message,
    `Cannot import ${dir.join("from/penguins/live")}: it still runs`,
  ]);
  assert.match(failed[0].message, /^Cannot import .*bad: it is damaged: /);
  assert.match(failed[1].message, /^Cannot import .*half: it is damaged: /);
  assert.equal(stderr.split("\n").length, 4);
  assert.equal(code, 1);
  assert(!existsSync(dir.join("base/taken in/half")));
});

Deno.test("import follows no links", async () => {
  using dir = tempDir();
  writePython(dir, "from/run", '{"name": "run", "project": "p"}');
  dir.write("secret.txt", "secret");
  symlinkSync(dir.join("secret.txt"), dir.join("from/run/link.txt"));
  const { stdout } = await labbook(["import", "from", "--dir", dir.join("base")], {
    cwd: dir.path,
  });
  assert.match(stdout, /\n {4}1 links or special files were left out\n/);
  assert(!existsSync(dir.join("base/p/run/link.txt")));
});

Deno.test("import tells where there is nothing to import", async () => {
  using dir = tempDir();
  dir.write("empty/file.txt", "");
  const run = (folder: string) => labbook(["import", folder], { cwd: dir.path });
  const nothing = await run("empty");
  assert.equal(
    nothing.stderr,
    "labbook: Cannot find a run in empty: there is no folder with a summary.json\n",
  );
  const missing = await run("missing");
  assert.match(missing.stderr, /^labbook: Cannot look for runs in missing: ENOENT/);
  assert.deepEqual([nothing.code, missing.code], [1, 1]);
});

Deno.test("import refuses a run that is here already, whatever it is called by now", async () => {
  using dir = tempDir();
  await writeRun(dir.join("from"), { name: "one" });
  const run = (...args: string[]) =>
    labbook([...args, "--dir", dir.join("base")], { cwd: dir.path });
  assert.equal((await run("import", "from")).code, 0);
  await run("rename", "one", "first");
  const { code, stderr } = await run("import", "from");
  assert.equal(
    stderr,
    `labbook: Cannot import ${
      dir.join("from/penguins/one")
    }: it is here already as penguins/first\n`,
  );
  assert.equal(code, 1);
});
