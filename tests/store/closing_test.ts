import assert from "node:assert/strict";
import fs from "node:fs";
import { joinRun, runState } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { append, appendPoints, close, startRun } from "./helpers.ts";

Deno.test("a writer has ended where it says so, also behind a long line and before many points", () => {
  using base = tempDir();
  const long = startRun(base.path, "long");
  assert.equal(runState(long.dir), "live");
  append(long, { type: "note", time: Date.now(), text: "ü".repeat(100_000) });
  assert.equal(runState(long.dir), "live");
  close(long);
  assert.equal(runState(long.dir), "dead");

  // A signal is noticed by another thread than the one that logs.
  const busy = startRun(base.path, "busy");
  append(busy, { type: "status", time: Date.now(), status: "killed", closed: true });
  appendPoints(busy, "loss", new Array(5000).fill(1));
  assert.equal(runState(busy.dir), "dead");
  busy.journal.close();
});

Deno.test("a helper joins a run without replaying it", () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [1]);
  const start = { project: "tests", name: "another", description: "", tags: [] };
  const before = fs.statSync(`${run.dir}/summary.json`).ino;
  const helper = joinRun(run.dir, { ...start, helper: true }, assert.fail);
  assert.deepEqual([helper.id, helper.name, helper.before], [run.id, run.name, undefined]);
  assert.equal(fs.statSync(`${run.dir}/summary.json`).ino, before);
  helper.journal.close();
  run.journal.close();
});
