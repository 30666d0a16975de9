/** `labbook list`. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeRun, writeSamples } from "./fixture.ts";

Deno.test("list shows all runs, the newest first, uncut where nobody watches", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const { code, stdout, stderr } = await labbook(["list", "--dir", dir.path]);
  assert.equal(
    stdout,
    `\
RUN                       STATUS    STARTED           TOOK  loss  accuracy  精度  TAGS
手書き/数字-ベースライン  finished  2026-08-06 12:00   2 s                  0.95  日本語, 🐧
penguins/diverged         failed    2026-08-05 12:00   4 s   NaN    0.3300
penguins/wide             finished  2026-08-04 12:00   4 s  0.31    0.9567        wide
penguins/baseline         finished  2026-08-03 12:00   4 s  0.42    0.9000        baseline, small
`,
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
});

Deno.test("list filters, sorts, limits, and shows the columns that are asked for", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const list = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await labbook(["list", ...args], {
      env: { LABBOOK_DIR: dir.path },
    });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    return stdout;
  };
  assert.equal(
    await list(
      "penguins",
      "--where",
      "params.lr < 1",
      "--sort=-metrics.accuracy.best",
      "--metrics=accuracy",
      "--params=lr,optimizer.name",
    ),
    `\
RUN                STATUS    STARTED           TOOK  accuracy    lr  optimizer.name  TAGS
penguins/wide      finished  2026-08-04 12:00   4 s    0.9567  0.01  adam            wide
penguins/baseline  finished  2026-08-03 12:00   4 s    0.9000   0.1  sgd             baseline, small
`,
  );
  assert.match(await list("--status", "failed"), /^RUN.*\npenguins\/diverged .*\n$/);
  assert.match(await list("--tag", "small,baseline"), /^RUN.*\npenguins\/baseline .*\n$/);
  assert.match(await list("-n", "1"), /^RUN.*\n手書き.*\n$/);
  assert.equal(await list("--where", "params.lr > 99"), `No run fits in ${dir.path}.\n`);
});

Deno.test("list --json has a stable shape", async () => {
  using dir = tempDir();
  const { dir: path, id } = await writeRun(dir.path, {
    name: "one",
    description: "First",
    tags: ["a"],
    params: { lr: 0.1, net: { layers: [1] } },
    metrics: { loss: [1, NaN] },
  });
  const { stdout } = await labbook(["list", "--json", "--dir", dir.path]);
  assert.deepEqual(JSON.parse(stdout), {
    runs: [{
      run: "penguins/one",
      path,
      id,
      project: "penguins",
      name: "one",
      description: "First",
      status: "finished",
      tags: ["a"],
      started_at: "2026-08-03T12:00:00.000Z",
      finished_at: "2026-08-03T12:00:02.000Z",
      duration_seconds: 2,
      params: { lr: 0.1, net: { layers: [1] } },
      final_metrics: { loss: "NaN" },
      metrics: {
        loss: {
          count: 2,
          last: { value: "NaN", step: 1, timestamp: "2026-08-03T12:00:00.001Z" },
          min: { value: 1, step: 0, timestamp: "2026-08-03T12:00:00.000Z" },
          max: { value: 1, step: 0, timestamp: "2026-08-03T12:00:00.000Z" },
        },
      },
    }],
    problems: [],
  });
});

Deno.test("list tells of damaged runs on standard error, and of having none", async () => {
  using dir = tempDir();
  const empty = await labbook(["list"], { cwd: dir.path });
  assert.equal(empty.stdout, `There are no runs yet in ${dir.join("experiments")}.\n`);
  assert.equal(empty.code, 0);
  await writeRun(dir.path, { name: "whole" });
  dir.write("penguins/damaged/summary.json", "{");
  const { code, stdout, stderr } = await labbook(["list", "--dir", dir.path]);
  assert.match(stdout, /^RUN.*\npenguins\/whole .*\n$/);
  assert.match(stderr, /^labbook: penguins\/damaged: Cannot read the run: .*\n$/);
  assert.equal(code, 0);
  const { problems } = JSON.parse((await labbook(["list", "--json", "--dir", dir.path])).stdout);
  assert.equal(problems.length, 1);
  assert.equal(problems[0].run, "penguins/damaged");
});

Deno.test("list points at a mistake in an expression", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one" });
  const { code, stdout, stderr } = await labbook([
    "list",
    "--where",
    "params.lr < ",
    "--dir",
    dir.path,
  ]);
  assert.equal(
    stderr,
    `\
labbook: Cannot read the where-expression at position 12: expected a value after "<", found the end
  params.lr < 
              ^
`,
  );
  assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
});

Deno.test("list tells the nearest name of a metric or parameter that no run has", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const { code, stderr } = await labbook([
    "list",
    "--metrics=loss,acuracy",
    "--params=optimiser.name",
    "--dir",
    dir.path,
  ]);
  assert.equal(
    stderr,
    'labbook: No run here has the metric "acuracy": did you mean "accuracy"?\n' +
      'labbook: No run here has the parameter "optimiser.name": did you mean "optimizer.name"?\n',
  );
  assert.equal(code, 0);
});
