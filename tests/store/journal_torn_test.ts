import assert from "node:assert/strict";
import fs from "node:fs";
import fc from "fast-check";
import {
  JournalFollower,
  readMetrics,
  readSummary,
  recoverRun,
  type RunEvent,
  toStored,
} from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { append, appendPoints, startRun } from "./helpers.ts";

const number = fc.double().map((value) => value === 0 ? 0 : value);
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", "toString", "a/b.c", "损失", "🙂", '"', "\n"),
);
const step = fc.option(fc.maxSafeInteger(), { nil: undefined });

Deno.test("a journal cut at any byte yields exactly the events whose lines are whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name, value: number, step }), { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (points, where) => {
        using base = tempDir();
        const run = startRun(base.path);
        const opened = fs.statSync(run.journal.path).size;
        points.forEach((point, i) => {
          const event: RunEvent = {
            type: "metrics",
            time: 1_700_000_000_000 + i,
            ...point.step === undefined ? {} : { step: point.step },
            values: Object.fromEntries([[point.name, toStored(point.value)]]),
          };
          append(run, event);
        });
        run.journal.close();
        const size = fs.statSync(run.journal.path).size;
        const cut = Math.round(opened + where * (size - opened));
        fs.truncateSync(run.journal.path, cut);
        const kept = fs.readFileSync(run.journal.path);
        const whole = kept.subarray(opened).filter((byte) => byte === 10).length;
        const torn = kept.at(-1) !== 10;

        const report = await recoverRun(run.dir, { force: true });
        assert.equal(report.status, "crashed");
        assert.equal(report.dropped.length, torn ? 1 : 0);
        if (torn) {
          assert.match(report.dropped[0]!, /^The last line of journal .* was torn: \d+ bytes/);
        }
        const expected = new Map<string, unknown[]>();
        for (const point of points.slice(0, whole)) {
          const list = expected.get(point.name) ?? [];
          list.push([point.value, point.step ?? NaN]);
          expected.set(point.name, list);
        }
        const found = new Map(Array.from(await readMetrics(run.dir), ([metric, columns]) => [
          metric,
          Array.from(columns.value, (value, i) => [value, columns.step[i]]),
        ]));
        assert.deepEqual(found, expected);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("a damaged line in the middle is left out, and said so", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [3, 2]);
  fs.appendFileSync(run.journal.path, '{"type":"metrics","ti\n\0\0\0\n');
  appendPoints(run, "loss", [1], 2);
  run.journal.close();
  const { dropped } = await recoverRun(run.dir, { force: true });
  assert.deepEqual(dropped, ["2 damaged lines of the journals were left out"]);
  assert.deepEqual([...(await readMetrics(run.dir)).get("loss")!.value], [3, 2, 1]);
});

Deno.test("a journal whose first line is torn still makes a run", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  run.journal.close();
  fs.truncateSync(run.journal.path, 10);
  await recoverRun(run.dir, { force: true });
  const summary = readSummary(run.dir);
  assert.equal(summary.name, "run");
  assert.equal(summary.project, "tests");
  assert.equal(summary.status, "crashed");
});

Deno.test("a follower takes each event once, and a half-written line when it is whole", () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [3, 2]);
  const first = new JournalFollower(run.dir);
  assert.deepEqual(first.poll().map(({ type }) => type), ["open", "metrics", "metrics"]);
  const line = JSON.stringify({ type: "note", time: 1, text: "later" }) + "\n";
  fs.appendFileSync(run.journal.path, line.slice(0, 20));
  assert.deepEqual(first.poll(), []);
  fs.appendFileSync(run.journal.path, line.slice(20));
  const second = new JournalFollower(run.dir, first.cursor);
  assert.deepEqual(second.poll(), [{ type: "note", time: 1, text: "later" }]);
  assert.deepEqual(second.poll(), []);
  run.journal.close();
});
