/** `labbook show`. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeRun, writeSamples } from "./fixture.ts";

Deno.test("show tells all about a run", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const sha256 = "0".repeat(64);
  const time = 0;
  const { id } = await writeRun(dir.path, {
    name: "full",
    description: "First line\nSecond \x1b[31mline",
    params: { lr: 0.1, "a name\twith a tab": "value" },
    metrics: { loss: [3, 1, 2], "system/cpu": [50] },
    rerunOf: "0f8c2a",
    events: [
      { type: "params", time, values: { lr: 0.2 } },
      { type: "note", time, text: "# Note\n\nMind the *gap*." },
      { type: "snapshot", time, git: { commit: "a".repeat(40), branch: "main", dirty: true } },
      {
        type: "artifact",
        time,
        entry: {
          name: "data",
          type: "dataset",
          path: "artifacts/data",
          size: 12_345,
          sha256,
          version: 2,
          time,
          files: [{ path: "artifacts/data/a", size: 12_345, sha256 }],
        },
      },
      {
        type: "figure",
        time,
        entry: {
          name: "curve",
          step: 3,
          time,
          files: { "image/png": { path: "figures/curve.png", size: 1, sha256 } },
        },
      },
      {
        type: "table",
        time,
        entry: {
          name: "errors",
          step: null,
          time,
          columns: ["a", "b"],
          rows: 1,
          path: "tables/errors.json",
          size: 1,
          sha256,
        },
      },
      { type: "lost", time, counts: { figure: 2 } },
    ],
  });
  const { code, stdout, stderr } = await labbook(["show", "full"], {
    cwd: dir.path,
    env: { LABBOOK_DIR: "." },
  });
  assert.equal(
    stdout,
    `\
penguins/full
  First line
  Second \\u001b[31mline

  status   finished
  started  2026-08-03 12:00:00, took 3 s
  id       ${id}
  folder   penguins/full
  git      main at aaaaaaaaaa, with uncommitted changes
  repeats  0f8c2a

Parameters
  lr                  0.2
  a name\\twith a tab  value

Changed parameters
  lr  0.1 → 0.2  at 1970-01-01 00:00:00

Metrics
              LAST  MIN       MAX       POINTS
  loss           2    1  @ 1    3  @ 0       3  █▁▅
  system/cpu    50   50  @ 0   50  @ 0       1  ▄

Files
  data    dataset  12.3 kB  1 file  version 2  artifacts/data
  curve   figure  step 3  figures/curve.png
  errors  table  1 row of 2 columns  tables/errors.json

Note
  # Note

  Mind the *gap*.

Warnings
  2 events of type figure could not be written
`,
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
});

Deno.test("show finds a run by name, project/name, id and folder", async () => {
  using dir = tempDir();
  const { dir: path, id } = await writeRun(dir.path, { name: "one", params: { lr: 0.1 } });
  await writeRun(dir.path, { name: "two" });
  const options = { cwd: dir.path, env: { LABBOOK_DIR: dir.path } };
  for (const ref of ["one", "penguins/one", id, id.slice(0, 8), "./penguins/one", path]) {
    const { stdout } = await labbook(["show", ref, "--json"], options);
    const { run, id: found, params } = JSON.parse(stdout);
    assert.deepEqual({ run, found, params }, {
      run: "penguins/one",
      found: id,
      params: { lr: 0.1 },
    });
  }
});

Deno.test("show tells the nearest name of a run that is not there, and which are meant", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "baseline" });
  await writeRun(dir.path, { name: "baseline", project: "other" });
  const options = { env: { LABBOOK_DIR: dir.path } };
  assert.deepEqual(await labbook(["show", "penguins/basline"], options), {
    code: 1,
    signal: null,
    stdout: "",
    stderr: `labbook: Cannot find the run "penguins/basline" in ${dir.path}: ` +
      'did you mean "penguins/baseline"?\n',
  });
  const { code, stderr } = await labbook(["show", "baseline"], options);
  assert.equal(
    stderr,
    'labbook: Cannot tell which run "baseline" means: 2 fit, other/baseline, penguins/baseline\n',
  );
  assert.equal(code, 1);
});

Deno.test("show reads a live run, and one of another tool", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "live", metrics: { loss: [1] }, status: "none" });
  dir.write(
    "penguins/python/summary.json",
    '{"name": "python", "params": {"lr": NaN}, "final_metrics": {"loss": Infinity}}',
  );
  dir.write(
    "penguins/python/metrics_history.json",
    '{"loss": [{"value": 1, "step": null, "timestamp": "2026-01-01T00:00:00"},' +
      ' {"value": Infinity, "step": 1, "timestamp": "2026-01-01T00:00:01"}]}',
  );
  const show = async (name: string): Promise<string> =>
    (await labbook(["show", name], { env: { LABBOOK_DIR: dir.path } })).stdout;
  assert.match(await show("live"), /status {3}running\n {2}started {2}\S+ \S+, for \d+.* now\n/);
  const python = await show("python");
  assert.match(python, /lr {2}NaN\n/);
  assert.match(python, /loss {2}Infinity {4}1 {4}Infinity {2}@ 1 {7}2 {2}▄\n/);
});

Deno.test("a damaged run is named, whatever shall be done with it", async () => {
  using dir = tempDir();
  dir.write("penguins/damaged/summary.json", "{");
  for (
    const [command, ...rest] of [["show"], ["tag", "+a"], ["export"], ["rerun"], ["delete", "-y"]]
  ) {
    const args = [command!, "penguins/damaged", ...rest, "--dir", dir.path];
    const { code, stdout, stderr } = await labbook(args);
    assert.match(stderr, /^labbook: Cannot read the run penguins\/damaged: .*JSON.*\n$/);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
  }
});
