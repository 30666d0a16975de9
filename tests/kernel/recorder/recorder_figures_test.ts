/** Displays of cells as figures of the active runs. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { type FigureEntry, readSummary } from "../../../src/store/mod.ts";
import { display, DOT, record, type TestRun } from "./helpers.ts";

const svg = (text: string): Record<string, unknown> => ({ "image/svg+xml": `<svg>${text}</svg>` });

/** Names, steps and first files of a run's figures. */
function figuresOf({ dir }: TestRun): [name: string, step: number | null, text: string][] {
  return readSummary(dir).figures.map(({ name, step, files }: FigureEntry) => {
    const { path } = Object.values(files)[0]!;
    return [name, step, fs.readFileSync(join(dir, path), "utf8")];
  });
}

Deno.test("figures are called after %figure, the cell's comment, or its number", async () => {
  await using recording = record();
  const { cell, begin, start, recorder } = recording;
  const run = start();
  cell("show()", display(svg("1")), display(svg("2")));
  cell("  // name: loss / epochs\nshow()", display(svg("3")), display(svg("4")));
  const id = begin("show()");
  recorder.output(id, { msg_type: "display_data", content: { data: svg("5"), metadata: {} } });
  recorder.figureName(id, "confusion");
  for (const step of [1, 2, 2]) {
    const content = { data: svg(`at ${step}`), metadata: {} };
    recorder.output(id, { msg_type: "execute_result", content, note: { step } });
  }
  recorder.end(id, { status: "ok" });
  cell("// name: ../../escape\nshow()", display(svg("6")));
  await recorder.flush();
  assert.deepEqual(figuresOf(run), [
    ["cell-1", null, "<svg>1</svg>"],
    ["cell-1-2", null, "<svg>2</svg>"],
    ["loss - epochs", null, "<svg>3</svg>"],
    ["loss - epochs-2", null, "<svg>4</svg>"],
    ["cell-3", null, "<svg>5</svg>"],
    ["confusion", 1, "<svg>at 1</svg>"],
    ["confusion", 2, "<svg>at 2</svg>"],
    ["confusion-2", 2, "<svg>at 2</svg>"],
    ["-escape", null, "<svg>6</svg>"],
  ]);
  run.end();
});

Deno.test("all formats of a display are one figure; cards, tables and placeholders are none", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start();
  cell(
    "show()",
    display({
      "application/vnd.vegalite.v5+json": { mark: "line" },
      "image/png": DOT,
      "text/html": "<b>table</b>",
      "text/plain": "chart",
    }),
    display({ "text/html": "card" }, { metadata: { labbook: { figure: false } } }),
    display({ "image/png": DOT }),
    display({ "text/plain": "text" }),
  );
  await recorder.flush();
  const { figures } = readSummary(run.dir);
  assert.deepEqual(figures.map(({ files }) => Object.keys(files)), [
    ["application/vnd.vegalite.v5+json", "text/html"],
  ]);
  run.end();
});

Deno.test("of a display that is updated the last state is kept, in one file", async () => {
  await using recording = record();
  const { begin, start, recorder, cell } = recording;
  const run = start();
  const id = begin("live()");
  const show = (text: string, update: boolean): void => {
    const [msg_type, content] = display(svg(text), { id: "chart", update });
    recorder.output(id, { msg_type, content });
  };
  show("0", false);
  for (let i = 1; i <= 50; i++) show(String(i), true);
  recorder.end(id, { status: "ok" });
  await recorder.flush();
  assert.deepEqual(figuresOf(run), [["cell-1", null, "<svg>50</svg>"]]);
  cell("later()", display(svg("51"), { id: "chart", update: true }));
  await recorder.flush();
  assert.deepEqual(figuresOf(run), [["cell-1", null, "<svg>51</svg>"]]);
  run.end();
  await recorder.close();
  assert.deepEqual(fs.readdirSync(join(run.dir, "figures")), ["cell-1.svg"]);
});

Deno.test("an update after the run has ended changes its views", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const run = start();
  cell("live()", display(svg("1"), { id: "chart" }));
  run.end();
  await recorder.flush();
  assert.equal(readSummary(run.dir).status, "finished");
  cell("more()", display(svg("2"), { id: "chart", update: true }), display(svg("not of the run")));
  await recorder.flush();
  assert.deepEqual(figuresOf(run), [["cell-1", null, "<svg>2</svg>"]]);
  assert.equal(fs.existsSync(join(run.dir, "journal")), false);
});

Deno.test("the run is not kept from ending, and a display before it belongs to none", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  cell("early()", display(svg("early"), { id: "chart" }));
  const run = start();
  cell("update()", display(svg("update"), { id: "chart", update: true }), display(svg("1")));
  await recorder.flush();
  const open = fs.readdirSync(join(run.dir, "journal"));
  run.end();
  await recorder.close();
  assert.equal(open.length, 2);
  assert.deepEqual(figuresOf(run), [["cell-2", null, "<svg>1</svg>"]]);
  assert.equal(readSummary(run.dir).status, "finished");
  assert.equal(fs.existsSync(join(run.dir, "journal")), false);
});

Deno.test("two runs that are active both have the figure", async () => {
  await using recording = record();
  const { cell, start, recorder } = recording;
  const [first, second] = [start("first"), start("second")];
  cell("show()", display(svg("1")));
  await recorder.flush();
  for (const run of [first, second]) {
    assert.deepEqual(figuresOf(run), [["cell-1", null, "<svg>1</svg>"]]);
    run.end();
  }
});
