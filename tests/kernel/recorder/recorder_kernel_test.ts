/** Runs of a real kernel's cells, with what the kernel recorded of them. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { parseNotebook } from "../../../src/nbformat/mod.ts";
import { findRuns, readSummary } from "../../../src/store/mod.ts";
import { ROOT, startScript, type TempDir, tempDir } from "../../helpers/mod.ts";
import { labbook } from "../../cli/fixture.ts";

const PROGRAM = new URL("run_cells.ts", import.meta.url);

function start(dir: TempDir, cells: string[]): ReturnType<typeof startScript> {
  return startScript(PROGRAM, {
    args: [JSON.stringify(cells)],
    cwd: dir.path,
    env: { LABBOOK_HISTORY: "" },
    timeout: 120_000,
  });
}

async function runCells(dir: TempDir, cells: string[]): Promise<string> {
  await using child = start(dir, cells);
  const { code, stdout, stderr } = await child.output;
  assert.equal(code, 0, stderr);
  return /replies: (.*)/.exec(stdout)![1]!;
}

function notebookOf(run: string): string[] {
  const text = fs.readFileSync(join(run, "code", "notebook.ipynb"), "utf8");
  return parseNotebook(text, run).cells.map(({ source }) => source);
}

const TRAINING = [
  'import { STEPS } from "./steps.ts";\nlet lr = 0.5;',
  "%track demo/failed\nthrow new Error('oops')",
  "%%track demo/one lr=${lr} --no-tensorboard\nfor (let i = 0; i < STEPS; i++) {\n  %log loss=${lr / (i + 1)} --step ${i}\n}",
  "lr = 0.25;",
  "%track demo/two lr=${lr} --no-tensorboard",
  "for (let i = 0; i < STEPS; i++) tracker.logMetric('loss', lr / (i + 1), i);\nconsole.log('trained');",
  "// name: picture\nDeno.jupyter.svg`<svg xmlns='http://www.w3.org/2000/svg'/>`",
  "// labbook: ignore\nconsole.log('private')",
  "%track stop",
  "console.log('after the run')",
];

Deno.test("a notebook's runs hold its code, figures and text, and run again the same", async (t) => {
  using dir = tempDir();
  dir.write("steps.ts", "export const STEPS = 5;");
  dir.write("work.ipynb", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}');
  const replies = await runCells(dir, TRAINING);
  assert.equal(replies, "ok error ok ok ok ok ok ok ok ok");
  const experiments = dir.join("experiments");
  const [, one, two] = findRuns(experiments, "demo").map(({ path }) => path);

  await t.step("the last run's record", () => {
    assert.deepEqual(notebookOf(two!), TRAINING.toSpliced(7, 1).slice(0, -1));
    const { figures, status, warnings } = readSummary(two!);
    assert.deepEqual([status, warnings], ["finished", []]);
    assert.deepEqual(figures.map(({ name, step }) => [name, step]), [["picture", 4]]);
    assert.equal(
      fs.readFileSync(join(two!, "console.log"), "utf8"),
      "--- cell [6]\ntrained\n",
    );
    const code = JSON.parse(fs.readFileSync(join(two!, "code", "code.json"), "utf8"));
    assert.deepEqual([code.kind, code.state, code.session.ordinal], ["notebook", "complete", 2]);
    assert.deepEqual(code.files.map(({ path }: { path: string }) => path), [
      "steps.ts",
      "work.ipynb",
    ]);
  });

  for (const [name, run] of [["one", one], ["two", two]]) {
    await t.step(`labbook rerun --verify of ${name}`, async () => {
      // What was copied counts, and not what stands there now.
      dir.write("steps.ts", "export const STEPS = 1;");
      const { code, stdout, stderr } = await labbook(
        ["-d", experiments, "rerun", run!, "--verify", "--json"],
        { cwd: dir.path },
      );
      assert.equal(code, 0, stderr);
      const { verdict, status, path } = JSON.parse(stdout);
      assert.deepEqual([status, verdict.same, verdict.params], ["finished", true, []]);
      assert.equal(readSummary(path).rerun_of, readSummary(run!).id);
    });
  }
});

Deno.test("a kernel that is killed loses the running cell at most", async () => {
  using dir = tempDir();
  const cells = [
    "%track demo/killed --no-tensorboard",
    ...Array.from({ length: 5 }, (_, i) => `const a${i} = ${i};\nconsole.log('cell ${i}');`),
    "console.log('ready');\nwhile (true);",
  ];
  await using child = start(dir, cells);
  await child.line("ready");
  const run = dir.join("experiments", "demo", "killed");
  // The last cell never lets go; what ran before it is written all the same.
  const script = join(run, "code", "session.ts");
  const isWritten = (): boolean =>
    fs.existsSync(script) && fs.readFileSync(script, "utf8").includes("const a4 = 4;");
  while (!isWritten()) await new Promise((resolve) => setTimeout(resolve, 20));
  Deno.kill(child.pid, "SIGKILL");
  await child.output;
  assert.deepEqual(notebookOf(run).slice(0, 6), cells.slice(0, 6));
  assert.match(fs.readFileSync(join(run, "console.log"), "utf8"), /cell 4\n/);
});

Deno.test("a run of a cell is of the notebook, in its repository", async () => {
  using dir = tempDir();
  await runCells(dir, ["%track demo/run --no-tensorboard", "%track stop"]);
  const environment = fs.readFileSync(
    dir.join("experiments", "demo", "run", "environment.json"),
    "utf8",
  );
  const { main_module, cwd, args } = JSON.parse(environment);
  assert.deepEqual([main_module, cwd, args], [`file://${dir.path}/work.ipynb`, dir.path, []]);
  assert.equal(fs.existsSync(join(ROOT, "experiments", "demo", "run")), false);
});

Deno.test("the end of the session ends its runs, and the script of the next one begins anew", async () => {
  using dir = tempDir();
  const replies = await runCells(dir, [
    "const old = 1;\n%track demo/first --no-tensorboard",
    "Deno.kill(Deno.pid, 'SIGKILL');\nawait new Promise(() => {});",
    "const fresh = 1;",
    "%track demo/second --no-tensorboard",
    "%track stop",
  ]);
  assert.equal(replies, "ok error ok ok ok");
  const [first, second] = findRuns(dir.join("experiments"), "demo").map(({ path }) => path);
  assert.deepEqual([first, second].map((run) => readSummary(run!).status), ["crashed", "finished"]);
  assert.equal(notebookOf(first!).length, 2);
  assert.equal(notebookOf(second!).length, 5);
  const script = fs.readFileSync(join(second!, "code", "session.ts"), "utf8");
  assert.match(script, /fresh/);
  assert.doesNotMatch(script, /old/);
});

Deno.test("a run that a failed cell started is started by the script, too, for the cells that log into it", async () => {
  using dir = tempDir();
  const replies = await runCells(dir, [
    "%track demo/mended lr=0.5 --no-tensorboard\nmissing();",
    "tracker.logMetric('loss', 0.25, 1);",
    "%track stop",
  ]);
  assert.equal(replies, "error ok ok");
  const script = fs.readFileSync(dir.join("experiments/demo/mended/code/session.ts"), "utf8");
  assert.match(
    script,
    /\/\/ Cell \[1\] failed: ReferenceError: missing is not defined\n\/\/ %track/,
  );
  const { code, stdout, stderr } = await labbook(["rerun", "demo/mended", "--verify"], {
    cwd: dir.path,
  });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^The metric came out the same\.$/m);
});
