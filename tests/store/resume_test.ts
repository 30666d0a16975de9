import assert from "node:assert/strict";
import fs from "node:fs";
import {
  finishRun,
  readMetric,
  readSummary,
  recoverRun,
  resumeRun,
  writeCurrentSummary,
} from "../../src/store/mod.ts";
import { ROOT, runScript, tempDir } from "../helpers/mod.ts";
import { append, appendPoints, close, startRun } from "./helpers.ts";

const START = { project: "tests", name: "run", description: "", tags: [] };

Deno.test("of several processes that resume a run that is not there, one starts it", async () => {
  using base = tempDir();
  const script = base.write(
    "join.ts",
    `import { finishRun, resumeRun } from ${JSON.stringify(`file://${ROOT}src/store/mod.ts`)};
     const [base, at] = Deno.args;
     while (Date.now() < Number(at));
     const run = resumeRun(base, ${
      JSON.stringify(START)
    }, (reason) => { throw new Error(reason); });
     const time = Date.now();
     for (const event of [
       { type: "metrics", time, values: { loss: 1 } },
       { type: "status", time, status: "finished", closed: true },
     ]) run.journal.append(event.type, JSON.stringify(event) + "\\n", time);
     run.journal.close();
     await finishRun(run.dir);`,
  );
  const at = String(Date.now() + 1500);
  const args = [base.join("runs"), at];
  const ends = await Promise.all(Array.from({ length: 4 }, () => runScript(script, { args })));
  for (const { code, stderr } of ends) assert.equal(code, 0, stderr);
  assert.deepEqual(fs.readdirSync(base.join("runs/tests")), ["run"]);
  const summary = readSummary(base.join("runs/tests/run"));
  assert.equal(summary.status, "finished");
  assert.equal(summary.metrics.loss!.count, 4);
});

Deno.test("an empty folder is begun, one with other files is not", () => {
  using base = tempDir();
  fs.mkdirSync(base.join("tests/run"), { recursive: true });
  const run = resumeRun(base.path, START, assert.fail);
  assert.deepEqual([run.name, run.before], ["run", undefined]);
  run.journal.close();
  base.write("tests/other/metrics_history.json", "{}");
  assert.throws(() => resumeRun(base.path, { ...START, name: "other" }, assert.fail), {
    name: "Error",
    message: `Cannot resume the run ${base.join("tests/other")}: ` +
      "the folder holds other files, and no run",
  });
});

for (const status of ["killed", "failed"] as const) {
  Deno.test(`a run that ${status} before its views were written can be resumed and finished`, async () => {
    using base = tempDir();
    const run = startRun(base.path);
    append(run, { type: "status", time: 1, status, error: { message: "stopped" }, closed: true });
    run.journal.close();
    // A run joined within the same millisecond would count as one that runs beside.
    while (Date.now() <= fs.statSync(run.journal.path).birthtimeMs + 2);
    const again = resumeRun(base.path, START, assert.fail);
    close(again);
    const summary = await finishRun(run.dir);
    assert.deepEqual([summary.status, summary.error], ["finished", null]);
  });
}

Deno.test("a run that was stopped before its journal had a name is a crashed one", async () => {
  using base = tempDir();
  fs.mkdirSync(base.join("tests/run/journal"), { recursive: true });
  assert.equal((await recoverRun(base.join("tests/run"))).status, "crashed");
  const { project, name, status } = readSummary(base.join("tests/run"));
  assert.deepEqual([project, name, status], ["tests", "run", "crashed"]);
});

Deno.test("the summary of a run that has ended is not written again, nor that of none", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [1]);
  close(run);
  await finishRun(run.dir);
  const text = fs.readFileSync(`${run.dir}/summary.json`, "utf8");
  await writeCurrentSummary(run.dir);
  assert.equal(fs.readFileSync(`${run.dir}/summary.json`, "utf8"), text);
  fs.rmSync(run.dir, { recursive: true });
  await assert.rejects(writeCurrentSummary(run.dir), { code: "ENOENT" });
  assert.equal(fs.existsSync(run.dir), false);
});

Deno.test("a run that ends, and is resumed, while it is read is read whole", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [3, 2]);
  close(run);
  const ended = base.join("tests/ended");
  fs.cpSync(run.dir, ended, { recursive: true });
  await recoverRun(ended);
  const open = fs.openSync;
  /** Puts the ended run in the place of the other, just before its journal is opened. */
  const endMeanwhile = (): void => {
    fs.openSync = open;
    fs.rmSync(run.dir, { recursive: true });
    fs.cpSync(ended, run.dir, { recursive: true });
  };
  const live = base.join("tests/live");
  fs.cpSync(run.dir, live, { recursive: true });
  for (
    const read of [() => readSummary(run.dir).metrics.loss!.count, async () => {
      return (await readMetric(run.dir, "loss")).value.length;
    }]
  ) {
    fs.rmSync(run.dir, { recursive: true });
    fs.cpSync(live, run.dir, { recursive: true });
    fs.openSync = (path, ...rest) => {
      if (String(path).endsWith(".jsonl")) endMeanwhile();
      return open(path, ...rest);
    };
    try {
      assert.equal(await read(), 2);
    } finally {
      fs.openSync = open;
    }
  }
});
