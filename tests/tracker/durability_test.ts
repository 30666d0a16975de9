import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { readMetrics, readSummary, recoverRun } from "../../src/store/mod.ts";
import { IncompleteRunError } from "../../src/tracker/mod.ts";
import { runProcess, runScript, startScript, tempDir } from "../helpers/mod.ts";
import { quietTracker, trackingScript } from "./helpers.ts";

Deno.test("kill -9, 100 times: nothing that was acknowledged is lost", async () => {
  using base = tempDir();
  // Each step is told on standard output after logMetrics() has returned.
  const body = `const say = new TextEncoder();
    for (let i = 0;; i++) {
      tracker.logMetrics({ loss: i / 7, "val/loss": -i }, i);
      Deno.stdout.writeSync(say.encode(i + "\\n"));
    }`;
  const options = { useTensorboard: false, saveCode: false, saveEnv: false };
  const script = base.write("train.ts", trackingScript(body, options));
  for (let round = 0; round < 100; round++) {
    const runs = base.join(`runs-${round}`);
    await using child = startScript(script, { args: [runs] });
    await child.line(String(1 + (round * 37) % 400));
    Deno.kill(child.pid, "SIGKILL");
    const { stdout } = await child.output;
    const acknowledged = stdout.split("\n").length - 1;
    const dir = join(runs, "tests/run");
    const { status } = await recoverRun(dir);
    assert.equal(status, "crashed");
    const metrics = await readMetrics(dir);
    for (const name of ["loss", "val/loss"]) {
      const { value, step } = metrics.get(name)!;
      assert(value.length >= acknowledged, `${value.length} of ${acknowledged} in round ${round}`);
      assert(step.every((at, i) => at === i));
      assert(value.every((found, i) => found === (name === "loss" ? i / 7 : -i)));
    }
    fs.rmSync(runs, { recursive: true });
  }
});

Deno.test("8 processes log into one run, and the last one ends it", async () => {
  using base = tempDir();
  const options = { useTensorboard: false, saveCode: false, saveEnv: false, resume: true };
  const body = `const id = Number(Deno.args[1]);
    for (let i = 0; i < 500; i++) tracker.logMetrics({ shared: i, ["own/" + id]: i }, i);
    tracker.logParams({ ["p" + id]: id });
    await tracker.finish();`;
  const script = base.write("train.ts", trackingScript(body, options));
  const first = quietTracker(base.join("runs"));
  await Promise.all(
    Array.from({ length: 8 }, async (_, id) => {
      const done = await runScript(script, { args: [base.join("runs"), String(id)] });
      assert.equal(done.code, 0, done.stderr);
    }),
  );
  assert.equal(readSummary(first.path).status, "running");
  const summary = await first.finish();
  assert.equal(summary.status, "finished");
  assert.equal(summary.metrics.shared!.count, 4000);
  for (let id = 0; id < 8; id++) {
    assert.equal(summary.metrics[`own/${id}`]!.count, 500);
    assert.equal(summary.params[`p${id}`], id);
  }
  assert.equal(fs.existsSync(join(first.path, "journal")), false);
});

Deno.test("8 processes that end at the same moment leave one complete run", async () => {
  using base = tempDir();
  quietTracker(base.join("runs")).finish();
  const options = { useTensorboard: false, saveCode: false, saveEnv: false, resume: true };
  const body = `tracker.logMetric("shared", 1);
    const until = Number(Deno.args[1]); while (Date.now() < until);
    await tracker.finish();`;
  const script = base.write("train.ts", trackingScript(body, options));
  const until = String(Date.now() + 2500);
  const ended = await Promise.all(
    Array.from({ length: 8 }, () => runScript(script, { args: [base.join("runs"), until] })),
  );
  for (const { code, stderr } of ended) assert.equal(code, 0, stderr);
  const dir = base.join("runs/tests/run");
  assert.equal(fs.existsSync(join(dir, "journal")), false);
  assert.equal(readSummary(dir).metrics.shared!.count, 8);
  assert.equal(readSummary(dir).status, "finished");
});

Deno.test("a folder deleted in mid-run does not stop the loop; finish() says so", async () => {
  using base = tempDir();
  const body = `tracker.logMetric("loss", 1, 0);
    Deno.removeSync(tracker.path, { recursive: true });
    const until = Date.now() + 1500;
    for (let i = 1; Date.now() < until; i++) tracker.logMetric("loss", 1, i);
    try { await tracker.finish(); } catch (error) { console.log(error.name + ": " + error.message); }`;
  const options = { useTensorboard: false, saveCode: false, saveEnv: false };
  const script = base.write("train.ts", trackingScript(body, options));
  const { stdout, stderr, code } = await runScript(script, { args: [base.join("runs")] });
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^IncompleteRunError: Cannot save all of the run .*: events are lost .*was deleted/,
  );
  assert.equal(stderr.match(/labbook: /g)!.length, 1, stderr);
  assert.match(stderr, /the journal is not written: ENOENT: the journal .* was deleted/);
});

const mayMount = Deno.build.os === "linux" && Deno.uid() === 0;

Deno.test("a full disk does not stop the loop; what was on it stays readable, and room helps", {
  ignore: !mayMount,
}, async () => {
  using base = tempDir();
  const disk = base.join("disk");
  fs.mkdirSync(disk);
  const mounted = await runProcess("mount", {
    args: ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk],
  });
  assert.equal(mounted.code, 0, mounted.stderr);
  try {
    const warnings: string[] = [];
    const warn = console.warn;
    console.warn = (text: string) => warnings.push(text);
    try {
      const tracker = quietTracker(disk);
      for (let i = 0; i < 10_000; i++) tracker.logMetric("loss", i, i);
      const large = base.write("large.bin", new Uint8Array(1_000_000));
      assert.equal(await tracker.logArtifact(large), undefined);
      const rejected = await tracker.finish().then(() => undefined, (error) => error);
      assert(rejected instanceof IncompleteRunError);
      assert.match(rejected.message, /artifact .*large.bin is not stored \(ENOSPC/);
      assert.match(rejected.message, /events are lost \(\d+ of metrics, 1 of status\): .*ENOSPC/i);
      assert.equal(warnings.length, 1, warnings.join("\n"));
      const kept = (await readMetrics(tracker.path)).get("loss")!;
      assert(kept.value.length > 1000 && kept.value.length < 10_000);
      assert(kept.step.every((at, i) => at === i));
    } finally {
      console.warn = warn;
    }
  } finally {
    await runProcess("umount", { args: ["-l", disk] });
  }
});

Deno.test("a disk that has room again gets what was kept, and the run is complete", {
  ignore: !mayMount,
}, async () => {
  using base = tempDir();
  const disk = base.join("disk");
  fs.mkdirSync(disk);
  await runProcess("mount", { args: ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk] });
  const warn = console.warn;
  try {
    console.warn = () => {};
    const tracker = quietTracker(disk);
    for (let i = 0; i < 10_000; i++) tracker.logMetric("loss", i, i);
    await runProcess("mount", { args: ["-o", "remount,size=20m", disk] });
    const summary = await tracker.finish();
    assert.equal(summary.metrics.loss!.count, 10_000);
    const { step } = (await readMetrics(tracker.path)).get("loss")!;
    assert(step.every((at, i) => at === i));
  } finally {
    console.warn = warn;
    await runProcess("umount", { args: ["-l", disk] });
  }
});

Deno.test("a folder that becomes read-only keeps its journals; finish() says what is missing", {
  ignore: !mayMount,
}, async () => {
  using base = tempDir();
  const disk = base.join("disk");
  fs.mkdirSync(disk);
  const warn = console.warn;
  try {
    console.warn = () => {};
    const tracker = quietTracker(disk);
    tracker.logMetric("loss", 1, 1);
    // A read-only view of the folder over the folder: files that are open stay writable.
    await runProcess("mount", { args: ["--bind", disk, disk] });
    await runProcess("mount", { args: ["-o", "remount,ro,bind", disk] });
    tracker.logMetric("loss", 2, 2);
    await assert.rejects(tracker.finish(), (error: Error) => {
      assert(error instanceof IncompleteRunError);
      assert.match(error.message, /the views are not written \(.*(EROFS|Read-only)/i);
      return true;
    });
    const { metrics } = readSummary(tracker.path);
    assert.equal(metrics.loss!.count, 2);
    await runProcess("umount", { args: [disk] });
    const { recovered } = await recoverRun(tracker.path, { force: true });
    assert.equal(recovered, true);
  } finally {
    console.warn = warn;
    await runProcess("umount", { args: ["-l", disk] });
  }
});

Deno.test("a folder that cannot be written at the start is an error at the start", () => {
  using base = tempDir();
  base.write("runs", "a file");
  assert.throws(() => quietTracker(base.join("runs")), /ENOTDIR|EEXIST/);
});
