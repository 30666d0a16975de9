/** The notebook that a run keeps of what was executed. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { parseNotebook } from "../../../src/nbformat/mod.ts";
import { readSummary } from "../../../src/store/mod.ts";
import { display, record, stream } from "./helpers.ts";

Deno.test("cells stand in the order they ran, those before the run marked", async () => {
  await using recording = record();
  const { cell, begin, start, recorder } = recording;
  cell({ source: "const a = 1;", cellId: "one" });
  const id = begin({ source: "%track p/run", cellId: "two" });
  const run = start();
  recorder.output(id, { msg_type: "stream", content: { name: "stdout", text: "hi\n" } });
  recorder.end(id, { status: "ok" });
  cell({ source: "a + 1", cellId: "one" }, [
    "execute_result",
    { data: { "text/plain": "2" }, metadata: {}, execution_count: 3 },
  ]);
  await recorder.snapshot();
  const { cells, metadata, nbformat_minor } = run.notebook();
  assert.deepEqual(cells.map(({ source }) => source), ["const a = 1;", "%track p/run", "a + 1"]);
  assert.deepEqual(cells.map(({ metadata }) => metadata.labbook), [
    { before_run: true },
    undefined,
    undefined,
  ]);
  assert.deepEqual(cells.map(({ execution_count }) => execution_count), [1, 2, 3]);
  assert.deepEqual(cells.map(({ id }) => id).slice(0, 2), ["one", "two"]);
  assert.equal(new Set(cells.map(({ id }) => id)).size, 3);
  assert.equal(cells[2]!.outputs![0]!.output_type, "execute_result");
  assert.deepEqual(metadata.labbook, { run: run.id, project: "p", name: "run" });
  assert.equal(nbformat_minor, 5);
});

Deno.test("a cell that says so of itself, or has the tag, is in no record", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start();
  const svg = display({ "image/svg+xml": "<svg/>" });
  cell("// labbook: ignore\nsecret()", stream("secret\n"), svg);
  cell({ source: "secret(2)", metadata: { tags: ["labbook-ignore"] } }, stream("secret\n"), svg);
  cell({ source: "silent()", silent: true }, stream("silent\n"), svg);
  cell("   ");
  cell("kept()", stream("kept\n"));
  await recorder.snapshot();
  await recorder.flush();
  assert.deepEqual(run.notebook().cells.map(({ source }) => source), ["kept()"]);
  assert.equal(run.read("console.log"), "--- cell [4]\nkept\n");
  assert.equal(fs.existsSync(`${run.dir}/figures`), false);
});

Deno.test("an update of a display changes the cell that shows it, and the next run has it so", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start();
  cell("show()", display({ "text/plain": "10 %" }, { id: "bar" }));
  await recorder.snapshot();
  cell("go()", display({ "text/plain": "100 %" }, { id: "bar", update: true }));
  await recorder.snapshot();
  const { cells } = run.notebook();
  assert.deepEqual(cells.map(({ outputs }) => outputs!.map(({ data }) => data)), [
    [{ "text/plain": "100 %" }],
    [],
  ]);
});

Deno.test("outputs above the limits are cut, and say so", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start();
  const line = `${"x".repeat(999)}\n`;
  cell("print()", ...Array.from({ length: 1100 }, () => stream(line)));
  cell("show()", display({ "image/png": "A".repeat(15_000_000), "text/plain": "picture" }));
  cell("odd()", display({ "text/plain": 5, "application/json": { a: [1] } }));
  await recorder.snapshot();
  const [printed, shown, odd] = run.notebook().cells;
  const text = String(printed!.outputs![0]!.text);
  assert.equal(
    text,
    line.repeat(1000) +
      "\n[The text from here on is not recorded: a cell's is up to 1,000,000 characters]\n",
  );
  assert.deepEqual(shown!.outputs![0]!.data, {
    "text/plain":
      "picture\n[Not recorded, as it is too large: image/png of 15.0 million characters]",
  });
  assert.deepEqual(odd!.outputs![0]!.data, { "text/plain": "5", "application/json": { a: [1] } });
});

Deno.test("without a run the memory of outputs is bounded: the oldest large ones go", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  cell("first()", display({ "image/png": "A".repeat(9_000_000) }));
  cell("second()", display({ "image/png": "B".repeat(9_000_000) }), stream("small\n"));
  const run = start();
  await recorder.snapshot();
  const [first, second] = run.notebook().cells;
  assert.deepEqual(first!.outputs![0]!.data, {
    "text/plain": "[An output of 9000000 characters is no longer kept]",
  });
  const { data } = second!.outputs![0]! as unknown as { data: Record<string, string> };
  assert.equal(data["image/png"]!.length, 9_000_000);
  assert.equal(second!.outputs![1]!.text, "small\n");
});

Deno.test("the cell in which a run ends is recorded to its end, and no other after it", async () => {
  await using recording = record();
  const { cell, begin, start, recorder } = recording;
  const run = start();
  cell("work()");
  const id = begin("%track stop");
  run.end();
  recorder.output(id, { msg_type: "stream", content: { name: "stdout", text: "stopped\n" } });
  recorder.end(id, { status: "ok" });
  cell("after()");
  await recorder.close();
  const { cells } = run.notebook();
  assert.deepEqual(cells.map(({ source }) => source), ["work()", "%track stop"]);
  assert.equal(cells[1]!.outputs![0]!.text, "stopped\n");
});

Deno.test("several runs at once have each its own record", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const first = start("first");
  cell("a()", stream("a\n"));
  const second = start("second");
  cell("b()", stream("b\n"));
  first.end();
  cell("c()", stream("c\n"));
  await recorder.close();
  const marks = (run: typeof first): unknown[] =>
    run.notebook().cells.map(({ source, metadata }) => [source, metadata.labbook !== undefined]);
  assert.deepEqual(marks(first), [["a()", false], ["b()", false]]);
  assert.deepEqual(marks(second), [["a()", true], ["b()", false], ["c()", false]]);
  assert.equal(first.read("console.log"), "--- cell [1]\na\n--- cell [2]\nb\n");
  assert.equal(second.read("console.log"), "--- cell [2]\nb\n--- cell [3]\nc\n");
});

Deno.test("a run whose folder was deleted is told of once, and does not come back", async () => {
  await using recording = record();
  const { cell, start, recorder, logged } = recording;
  const run = start();
  cell("a()", stream("a\n"));
  await recorder.snapshot();
  fs.rmSync(run.dir, { recursive: true });
  cell("b()", stream("b\n"), display({ "image/svg+xml": "<svg/>" }));
  await assert.rejects(recorder.snapshot(), /^Error: Cannot write the snapshot into /);
  await recorder.flush();
  cell("c()", stream("c\n"));
  await recorder.close();
  assert.equal(fs.existsSync(run.dir), false);
  assert.equal(logged.length, 1, logged.join("\n"));
  assert.match(logged[0]!, /What the notebook does is not recorded in full: /);
  run.opened.journal.close();
});

Deno.test("a run that is resumed keeps the record of its beginning", async () => {
  await using first = record();
  const run = first.start();
  first.cell("begin()");
  await first.recorder.close();
  const script = run.read("code", "session.ts");
  await using second = record();
  second.cell("early()");
  second.recorder.runStarted(run);
  second.cell("goOn()");
  await second.recorder.close();
  assert.deepEqual(run.notebook().cells.map(({ source }) => source), ["begin()"]);
  assert.equal(run.read("code", "session.ts"), script);
  const { cells } = parseNotebook(run.read("code", "notebook-2.ipynb"), "notebook-2.ipynb");
  assert.deepEqual(cells.map(({ source }) => source), ["early()", "goOn()"]);
});

Deno.test("resumed in the same kernel, a run has all cells from its beginning on", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  cell("early()");
  const run = start();
  cell("begin()");
  recorder.runEnded({ dir: run.dir, status: "finished" });
  cell("between()");
  recorder.runStarted(run);
  cell("goOn()");
  await recorder.close();
  const { cells } = run.notebook();
  assert.deepEqual(cells.map(({ source, metadata }) => [source, metadata.labbook !== undefined]), [
    ["early()", true],
    ["begin()", false],
    ["between()", false],
    ["goOn()", false],
  ]);
  run.opened.journal.close();
});

Deno.test("a run without code has figures and text, and no notebook", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start("run", { saveCode: false });
  cell("work()", stream("text\n"), display({ "image/svg+xml": "<svg/>" }));
  run.end();
  await recorder.close();
  assert.equal(fs.existsSync(`${run.dir}/code`), false);
  assert.equal(run.read("console.log"), "--- cell [1]\ntext\n");
  assert.equal(run.read("figures", "cell-1.svg"), "<svg/>");
});

Deno.test("what cannot be written is told once, in the kernel's log and in the run", async () => {
  await using recording = record();
  const { cell, start, recorder, logged } = recording;
  const run = start();
  fs.rmSync(`${run.dir}/code`, { recursive: true, force: true });
  fs.writeFileSync(`${run.dir}/code`, "in the way");
  cell("a()", stream("kept\n"));
  const refused = { name: "Error", message: /^Cannot write the snapshot into \/.*\/code: E/ };
  await assert.rejects(recorder.snapshot(), refused);
  cell("b()", display({ "image/svg+xml": "<svg/>" }));
  await assert.rejects(recorder.snapshot(), refused);
  await recorder.flush();
  const { warnings, figures } = readSummary(run.dir);
  assert.equal(logged.length, 1);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /^What the notebook does is not recorded in full: /);
  assert.ok(logged[0]!.endsWith(warnings[0]!));
  assert.equal(figures.length, 1);
  assert.equal(run.read("console.log"), "--- cell [1]\nkept\n");
  fs.rmSync(`${run.dir}/code`);
  fs.mkdirSync(`${run.dir}/code`);
  await recorder.snapshot();
  assert.equal(run.notebook().cells.length, 2);
  run.end();
});

Deno.test("the runs of one cell are written one after the other, each with all outputs", async () => {
  await using recording = record();
  const { begin, start, recorder, folder } = recording;
  // More than is kept while no run is active.
  const id = begin("for (const lr of rates) await track('p/run', { params: { lr } });");
  const images = Array.from({ length: 3 }, (_, i) => String(i).repeat(8_000_000));
  const runs = Array.from({ length: 6 }, () => start());
  for (const image of images) {
    const [msg_type, content] = display({ "image/jpeg": image });
    recorder.output(id, { msg_type, content });
  }
  for (const run of runs) run.end();
  let most = 0;
  const look = setInterval(() => {
    const files = fs.readdirSync(folder.join("experiments"), { recursive: true }) as string[];
    const written = files.filter((file) => /code.\.notebook\.ipynb.*\.tmp$/.test(file));
    most = Math.max(most, written.length);
  });
  recorder.end(id, { status: "ok" });
  await recorder.close();
  clearInterval(look);
  assert.ok(most <= 1, `${most} at once`);
  for (const run of runs) {
    const [cell] = run.notebook().cells;
    assert.deepEqual(
      cell!.outputs!.map(({ data }) =>
        String((data as Record<string, unknown>)["image/jpeg"]).length
      ),
      [8_000_000, 8_000_000, 8_000_000],
    );
  }
});
