/** The console log of a run. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { record, stream } from "./helpers.ts";

Deno.test("text stands under its cell, with colours, also what comes late", async () => {
  await using recording = record();
  const { cell, begin, start, recorder } = recording;
  cell("before()", stream("before the run\n"));
  const run = start();
  cell("one()", stream("one\n"), stream("\x1b[31mred\x1b[0m", "stderr"));
  const two = begin("two()");
  recorder.output(two - 1, { msg_type: "stream", content: { name: "stdout", text: "late\n" } });
  recorder.output(two, { msg_type: "stream", content: { name: "stdout", text: "two\n" } });
  recorder.output(two, {
    msg_type: "error",
    content: { ename: "E", evalue: "bad", traceback: ["E: bad", "  at two"] },
  });
  recorder.end(two, { status: "error" });
  await recorder.flush();
  assert.equal(
    run.read("console.log"),
    "--- cell [2]\none\n\x1b[31mred\x1b[0mlate\n--- cell [3]\ntwo\nE: bad\n  at two\n",
  );
  run.end();
});

Deno.test("the file is bounded, and says so", async () => {
  await using recording = record();
  const { begin, start, recorder } = recording;
  const run = start();
  const id = begin("flood()");
  const text = `${"x".repeat(999_999)}\n`;
  for (let i = 0; i < 60; i++) {
    recorder.output(id, { msg_type: "stream", content: { name: "stdout", text } });
    await recorder.flush();
  }
  recorder.end(id, { status: "ok" });
  const { size } = fs.statSync(`${run.dir}/console.log`);
  assert.ok(size < 50_000_100 && size > 48_000_000, String(size));
  assert.ok(
    run.read("console.log").endsWith("--- more text is not kept: this file is up to 50 MB\n"),
  );
  run.end();
});
