/** Charts that follow runs while they log. @module */

import assert from "node:assert/strict";
import { ExperimentTracker } from "../../mod.ts";
import { startScript, tempDir } from "../helpers/mod.ts";
import { HOSTILE_NAMES } from "./render_sample.ts";
import { heightOf, KeptChart, specOf } from "./live_helpers.ts";

const WRITER = new URL("./live_writer.ts", import.meta.url);

function tracker(baseDir: string, experimentName: string): ExperimentTracker {
  return new ExperimentTracker({
    project: "live",
    experimentName,
    baseDir,
    useTensorboard: false,
    saveCode: false,
    saveEnv: false,
  });
}

Deno.test("a run in a busy loop is drawn at most twice a second, and ends as the interactive chart", async () => {
  using dir = tempDir();
  await using writer = startScript(WRITER, { args: [dir.path, "3000", "finish"] });
  const path = await writer.line(dir.path);
  using kept = new KeptChart({ dirs: [path] });
  const first = kept.chart.first();
  kept.chart.start();
  await kept.chart.ended;
  const { frames } = kept;
  const live = frames.slice(0, -1);
  assert.ok(live.length >= 2, `${live.length} frames`);
  for (let i = 1; i < live.length; i++) {
    assert.ok(live[i]!.at - live[i - 1]!.at >= 499, "two frames came at once");
  }
  assert.ok(live.every(({ final }) => !final));

  const counts = live.map((frame) => JSON.stringify(specOf(frame)).length);
  assert.ok(counts.at(-1)! < 200_000, "a frame stays small");
  for (const frame of [first, ...frames]) {
    assert.equal(specOf(frame).title.text, "live/busy");
    assert.ok(!("text/html" in frame.data));
  }
  assert.match(live.at(-1)!.data["text/plain"], /^live\/busy\nmetric +run +last/);

  const last = frames.at(-1)!;
  assert.equal(last.final, true);
  assert.match(JSON.stringify(specOf(last).params), /interval/);
  assert.match(last.data["image/svg+xml"], /^<svg/);
  assert.ok(last.data["image/png"].length > 5000);
  assert.ok(live[0]!.data["image/png"].length < 200);
});

Deno.test("the chart of a process that was killed becomes final", async () => {
  using dir = tempDir();
  await using writer = startScript(WRITER, { args: [dir.path, "700", "die"] });
  using kept = new KeptChart({ dirs: [await writer.line(dir.path)], metrics: ["loss"] });
  kept.chart.start();
  await kept.chart.ended;
  assert.equal(kept.frames.at(-1)!.final, true);
  assert.deepEqual(kept.frames.map(({ final }) => final).filter((final) => final), [true]);
});

for (const metrics of [undefined, ["a"], ["a", "c"], ["a", "b", "c"]]) {
  Deno.test(`every frame of ${metrics ?? "any metrics"} is as high as the first one, whatever is logged`, async () => {
    using dir = tempDir();
    const run = tracker(dir.path, "growing");
    const options = { dirs: [run.path], ...metrics === undefined ? {} : { metrics } };
    using kept = new KeptChart(options);
    const heights = [await heightOf(kept.chart.first())];
    const values: Record<string, number> = {};
    for (const name of ["a", "b", "c", "d", "e"]) {
      values[name] = 0;
      for (let i = 0; i < 20; i++) {
        for (const key in values) values[key] = 10 ** (i % 7) * (i % 2 === 0 ? -1 : 0.001);
        run.logMetrics(values, i * 1000);
      }
      using now = new KeptChart(options);
      now.chart.start();
      await now.until((frames) => frames.length > 0);
      heights.push(await heightOf(now.frames[0]!));
    }
    await run.finish();
    kept.chart.start();
    await kept.chart.ended;
    heights.push(await heightOf(kept.frames.at(-1)!));
    assert.ok(Math.max(...heights) - Math.min(...heights) <= 2, `heights ${heights}`);
  });
}

Deno.test("a chart whose cell is over becomes final when nothing comes, and goes on when something does", async () => {
  using dir = tempDir();
  const run = tracker(dir.path, "paused");
  run.logMetric("loss", 1, 0);
  run.logMetric("loss", 0.5, 1);
  using kept = new KeptChart({ dirs: [run.path], metrics: ["loss"] });
  kept.chart.start();
  kept.chart.settle();
  await kept.until((frames) => frames.some(({ final }) => final));
  run.logMetric("loss", 0.25, 2);
  await kept.until((frames) => frames.at(-1)!.final === false);
  await run.finish();
  await kept.chart.ended;
  const changes = kept.frames.filter(({ final }, i) => final !== kept.frames[i - 1]?.final);
  assert.deepEqual(changes.map(({ final }) => final), [false, true, false, true]);
});

Deno.test("a chart can be given its final form at once, of all that was logged", async () => {
  using dir = tempDir();
  const run = tracker(dir.path, "asked");
  using kept = new KeptChart({ dirs: [run.path] });
  kept.chart.start();
  for (let i = 0; i < 50_000; i++) run.logMetric("loss", i, i);
  await kept.chart.finish();
  assert.match(kept.frames.at(-1)!.data["text/plain"], /49999/);
  const count = kept.frames.length;
  await kept.chart.finish();
  assert.equal(kept.frames.length, count, "nothing new is not drawn again");
  await run.finish();
  await kept.chart.ended;
});

Deno.test("runs that have ended, that go on, and that were resumed are drawn together", async () => {
  using dir = tempDir();
  const ended = tracker(dir.path, "ended");
  for (let i = 0; i < 10; i++) ended.logMetric("loss", 10 - i, i);
  await ended.finish();
  const first = tracker(dir.path, "resumed");
  for (let i = 0; i < 10; i++) first.logMetric("loss", 20 - i, i);
  await first.finish();
  const resumed = new ExperimentTracker({
    project: "live",
    experimentName: "resumed",
    baseDir: dir.path,
    resume: true,
    useTensorboard: false,
    saveCode: false,
    saveEnv: false,
  });
  resumed.logMetric("loss", 5, 10);
  using kept = new KeptChart({ dirs: [ended.path, resumed.path], metrics: ["loss"] });
  kept.chart.start();
  await kept.until((frames) => frames.length > 0);
  const { datasets, title } = specOf(kept.frames[0]!);
  assert.equal(title.text, "live: 2 runs");
  // deno-lint-ignore no-explicit-any
  const rows = datasets.lines0.filter(({ r }: any) => r !== null);
  // deno-lint-ignore no-explicit-any
  assert.deepEqual(rows.map(({ r, x }: any) => [r, x.length]), [["ended", 10], ["resumed", 11]]);
  await resumed.finish();
  await kept.chart.ended;
  assert.equal(kept.frames.at(-1)!.final, true);
});

Deno.test("a run without metrics, and metrics that are never logged, are waited for and then drawn as nothing", async () => {
  using dir = tempDir();
  const run = tracker(dir.path, "silent");
  using kept = new KeptChart({ dirs: [run.path] });
  const text = JSON.stringify(specOf(kept.chart.first()));
  assert.match(text, /waiting for metrics/);
  using named = new KeptChart({ dirs: [run.path], metrics: ["loss"] });
  assert.match(JSON.stringify(specOf(named.chart.first())), /waiting for values/);
  kept.chart.start();
  named.chart.start();
  await run.finish();
  await Promise.all([kept.chart.ended, named.chart.ended]);
  assert.equal(kept.frames.at(-1)!.final, true);
  assert.match(named.frames.at(-1)!.data["image/svg+xml"], /^<svg/);
});

Deno.test("a run that is deleted while it is drawn ends its chart", async () => {
  using dir = tempDir();
  const run = tracker(dir.path, "gone");
  run.logMetric("loss", 1);
  await run.finish();
  using kept = new KeptChart({ dirs: [run.path] });
  Deno.removeSync(run.path, { recursive: true });
  kept.chart.start();
  await kept.chart.ended;
  assert.equal(kept.frames.at(-1)!.final, true);
});

Deno.test("hostile names of metrics and parameters are text and nothing else", async () => {
  using dir = tempDir();
  const run = tracker(dir.path, "hostile");
  const other = tracker(dir.path, "hostile too");
  const names = HOSTILE_NAMES.map((name) => name.slice(0, 200).toWellFormed())
    .filter((name) => !/\p{Cc}/u.test(name));
  for (const [i, name] of names.entries()) run.logParams({ [name]: name + i });
  for (const one of [run, other]) {
    for (const name of names.slice(0, 4)) {
      for (let i = 0; i < 5; i++) one.logMetric(name, i, i);
    }
  }
  using kept = new KeptChart({ dirs: [run.path, other.path], metrics: names.slice(0, 4) });
  kept.chart.start();
  await kept.until((frames) => frames.length > 0);
  await Promise.all([run.finish(), other.finish()]);
  await kept.chart.ended;
  const svg: string = kept.frames.at(-1)!.data["image/svg+xml"];
  assert.doesNotMatch(svg, /<script|<img|<svg onload/);
  assert.match(svg, /&lt;/);
  assert.ok(await heightOf(kept.frames[0]!) > 0);
});
