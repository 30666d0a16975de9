import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import {
  hasRubbish,
  joinRun,
  readMetrics,
  readSummary,
  recoverRun,
  runState,
  type RunSummary,
  toPoints,
} from "../../src/store/mod.ts";
import { runScript, tempDir } from "../helpers/mod.ts";
import { append, appendPoints, close, startRun } from "./helpers.ts";

const SCRIPT = new URL("./finish_crash_script.ts", import.meta.url);

/** A run that was finished, resumed, and closed again: its end has to join both stretches. */
async function makeResumedRun(baseDir: string): Promise<string> {
  const run = startRun(baseDir);
  append(run, { type: "params", time: 1, values: { lr: 0.1, layers: [64, 32] } });
  appendPoints(run, "loss", [3, 2, NaN]);
  close(run);
  await recoverRun(run.dir);
  const start = { project: "tests", name: "run", description: "", tags: ["again"] };
  const again = joinRun(run.dir, start, assert.fail);
  appendPoints(again, "loss", [1, Infinity], 3);
  append(again, {
    type: "histogram",
    time: 5,
    name: "weights",
    histogram: { edges: [0, 1], counts: [2], min: 0, max: 1, sum: 1, sumSquares: 1 },
  });
  close(again);
  return run.dir;
}

interface Views {
  summary: RunSummary;
  loss: unknown;
  files: string[];
}

async function views(dir: string): Promise<Views> {
  const points = (await readMetrics(dir)).get("loss");
  assert(points);
  return {
    summary: readSummary(dir),
    loss: toPoints(points),
    files: fs.readdirSync(dir).sort(),
  };
}

Deno.test("a crash between any two file operations of finish() leaves a run that is recovered completely", async () => {
  using base = tempDir();
  const template = await makeResumedRun(base.join("template"));

  const whole = base.join("whole");
  fs.cpSync(template, whole, { recursive: true });
  const { stdout, code } = await runScript(SCRIPT, { args: [whole, "0"] });
  assert.equal(code, 0);
  const operations = Number(stdout);
  assert(operations > 30, `expected many operations, got ${operations}`);
  const expected = await views(whole);
  assert.equal(expected.summary.metrics.loss?.count, 5);
  assert.deepEqual(expected.summary.tags, ["again"]);

  for (let n = 1; n <= operations; n++) {
    const dir = base.join(`killed-${n}`);
    fs.cpSync(template, dir, { recursive: true });
    const killed = await runScript(SCRIPT, { args: [dir, String(n)] });
    assert.equal(killed.signal, "SIGKILL", killed.stderr);
    // What a reader sees before anybody recovers is complete already.
    const found = readSummary(dir);
    assert.equal(found.metrics.loss?.count, 5, `after operation ${n}`);
    assert.equal(found.status, "finished");
    await recoverRun(dir);
    assert.equal(runState(dir), "complete");
    assert.equal(hasRubbish(dir), false);
    assert.deepEqual(await views(dir), expected, `after operation ${n}`);
    assert.equal(fs.existsSync(join(dir, "journal")), false);
  }
});
