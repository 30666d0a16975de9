import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { readSummary, recoverRun, runState } from "../../src/store/mod.ts";
import { runScript, startScript, tempDir } from "../helpers/mod.ts";
import { quietTracker, trackingScript } from "./helpers.ts";

/** What summary.json says, as a tool sees it that reads nothing else. */
function statusOnDisk(dir: string): [string, string | undefined] {
  const { status, error } = JSON.parse(fs.readFileSync(join(dir, "summary.json"), "utf8"));
  return [status, error?.message];
}

const ENDINGS: [what: string, body: string, status: string, error?: string][] = [
  ["comes to its end", "", "finished"],
  ["waits, then comes to its end", "await new Promise((r) => setTimeout(r, 50));", "finished"],
  ["exits with 0", "Deno.exit(0);", "finished"],
  ["exits with 3", "Deno.exit(3);", "failed", "The process exited with code 3"],
  ["throws", 'throw new RangeError("boom");', "failed", "RangeError: boom"],
  [
    "throws in a timer",
    'setTimeout(() => { throw new Error("late"); }, 10); await new Promise((r) => setTimeout(r, 2000));',
    "failed",
    "Error: late",
  ],
  [
    "leaves a rejection unhandled",
    'Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 2000));',
    "failed",
    "Error: lost",
  ],
];

for (const [what, body, status, error] of ENDINGS) {
  Deno.test(`a script that ${what} without finish() leaves the status ${status}`, async () => {
    using base = tempDir();
    const script = base.write(
      "train.ts",
      trackingScript(`tracker.logMetric("loss", 1, 1);${body}`),
    );
    await runScript(script, { args: [base.join("runs")] });
    const dir = base.join("runs/tests/run");
    assert.deepEqual(statusOnDisk(dir), [status, error]);
    await recoverRun(dir);
    const summary = readSummary(dir);
    assert.equal(summary.status, status);
    assert.equal(summary.metrics.loss!.count, 1);
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  for (const how of ["busy", "waiting"]) {
    Deno.test(`${signal} ends a ${how} script as it would without us, and the run as killed`, async () => {
      using base = tempDir();
      const wait = how === "busy"
        ? 'console.log("ready"); for (let i = 0;; i++) tracker.logMetric("i", i, i);'
        : 'console.log("ready"); await new Promise((r) => setTimeout(r, 60_000));';
      const begun = "await new Promise((r) => setTimeout(r, 500));";
      const script = base.write("train.ts", trackingScript(begun + wait));
      await using child = startScript(script, { args: [base.join("runs")] });
      await child.line("ready");
      Deno.kill(child.pid, signal);
      const { signal: ended } = await child.output;
      assert.equal(ended, signal);
      const dir = base.join("runs/tests/run");
      assert.deepEqual(statusOnDisk(dir), ["killed", `The process was ended by ${signal}`]);
      await recoverRun(dir);
      assert.equal(readSummary(dir).status, "killed");
    });
  }
}

Deno.test("a script that finishes one of its runs ends, and the other with it", async () => {
  using base = tempDir();
  const body = `const second = new ExperimentTracker({ ...options, experimentName: "second" });
    second.logMetric("loss", 1);
    await tracker.finish();`;
  const script = base.write("train.ts", trackingScript(body));
  const { code, stderr } = await runScript(script, { args: [base.join("runs")], timeout: 20_000 });
  assert.equal(code, 0, stderr);
  for (const name of ["run", "second"]) {
    assert.deepEqual(statusOnDisk(base.join("runs/tests", name)), ["finished", undefined]);
  }
});

Deno.test("a signal that the script handles itself is left to it", async () => {
  using base = tempDir();
  const body = `let times = 0;
    Deno.addSignalListener("SIGINT", async () => {
      console.log("handled", ++times);
      await new Promise((r) => setTimeout(r, 300));
      await tracker.finish("killed");
      Deno.exit(0);
    });
    await new Promise((r) => setTimeout(r, 500));
    console.log("ready");
    await new Promise((r) => setTimeout(r, 60_000));`;
  const script = base.write("train.ts", trackingScript(body));
  await using child = startScript(script, { args: [base.join("runs")] });
  await child.line("ready");
  Deno.kill(child.pid, "SIGINT");
  const { code, stdout } = await child.output;
  assert.equal(code, 0);
  assert.equal(stdout.match(/handled/g)!.length, 1);
  assert.deepEqual(statusOnDisk(base.join("runs/tests/run")), ["killed", undefined]);
});

Deno.test("an error that the script catches globally does not end the run", async () => {
  using base = tempDir();
  const body = `globalThis.addEventListener("unhandledrejection", (e) => e.preventDefault());
    Promise.reject(new Error("expected"));
    await new Promise((r) => setTimeout(r, 50));
    tracker.logMetric("loss", 1, 1);
    await tracker.finish();`;
  const script = base.write("train.ts", trackingScript(body));
  const { code, stderr } = await runScript(script, { args: [base.join("runs")] });
  assert.equal(code, 0, stderr);
  assert.deepEqual(statusOnDisk(base.join("runs/tests/run")), ["finished", undefined]);
});

Deno.test("a block that throws leaves its run as failed, where nobody catches the error", async () => {
  using base = tempDir();
  const script = base.write(
    "train.ts",
    trackingScript(`await tracker.finish();
    { await using inner = new ExperimentTracker({ ...options, experimentName: "inner" });
      inner.logMetric("loss", 1);
      throw new Error("in the block"); }`),
  );
  assert.equal((await runScript(script, { args: [base.join("runs")] })).code, 1);
  assert.deepEqual(statusOnDisk(base.join("runs/tests/inner")), ["failed", "Error: in the block"]);
  assert.deepEqual(statusOnDisk(base.join("runs/tests/run")), ["finished", undefined]);
});

Deno.test("finish() is idempotent, and logging afterwards is an error that says how to go on", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  tracker.logMetric("loss", 1);
  const first = tracker.finish("failed", new TypeError("bad data"));
  assert.equal(tracker.finish(), first);
  const summary = await first;
  assert.equal(summary.status, "failed");
  assert.equal(summary.error!.message, "TypeError: bad data");
  const message =
    "Cannot log to the run run: it has been finished; resume it with { resume: true }";
  assert.throws(() => tracker.logMetric("loss", 1), { name: "Error", message });
  assert.throws(() => tracker.logParams({ a: 1 }), { message });
  assert.throws(() => tracker.setTags(["a"]), { message });
  assert.throws(() => tracker.logArtifact("x"), { message });
  assert.throws(() => tracker.finish("done" as "finished"), {
    name: "TypeError",
    message: 'Cannot finish the run: the status is "done", expected finished, failed or killed',
  });
});

Deno.test("several runs at once keep apart, and one that is resumed goes on", async () => {
  using base = tempDir();
  const trackers = Array.from({ length: 5 }, () => quietTracker(base.path));
  trackers.forEach((tracker, i) => tracker.logMetric("i", i, i));
  await Promise.all(trackers.map((tracker) => tracker.finish()));
  assert.deepEqual(trackers.map(({ name }) => name), ["run", "run-2", "run-3", "run-4", "run-5"]);
  trackers.forEach(({ path }, i) => assert.equal(readSummary(path).final_metrics.i, i));

  const resumed = quietTracker(base.path, {
    experimentName: "run-3",
    resume: true,
    tags: ["more"],
  });
  assert.equal(resumed.id, trackers[2]!.id);
  assert.equal(resumed.getBestMetric("i", "max")!.value, 2);
  resumed.logMetric("i", 7, 7);
  assert.equal(resumed.getBestMetric("i", "max")!.value, 7);
  assert.equal(resumed.getBestMetric("i", "min")!.value, 2);
  const summary = await resumed.finish();
  assert.equal(summary.metrics.i!.count, 2);
  assert.deepEqual(summary.tags, ["more"]);
  assert.equal(runState(resumed.path), "complete");
});
