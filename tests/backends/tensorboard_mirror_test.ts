import assert from "node:assert/strict";
import fs from "node:fs";
import { openTensorboard } from "../../src/backends/mod.ts";
import { editSummary, runPaths, tryLock } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { readFolder } from "./event_reader.ts";
import { PNG_2X1 } from "./pictures.ts";
import { TestRun } from "./run.ts";

/** Each file below a folder with its content, to see whether anything changed. */
function contents(root: string): Record<string, string> {
  const files = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files.filter((file) => file.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`).sort()
      .map((path) => [path.slice(root.length + 1), fs.readFileSync(path, "base64")]),
  );
}

function points(dir: string, tag: string): Record<string, [step: number, value: number][]> {
  const found: Record<string, [number, number][]> = {};
  for (const [run, all] of Object.entries(readFolder(runPaths(dir).tensorboard))) {
    const own = all.filter((point) => point.tag === tag);
    if (own.length > 0) found[run] = own.map(({ step, value }) => [step, value!]);
  }
  return found;
}

function texts(dir: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { tag, text } of readFolder(runPaths(dir).tensorboard)["."] ?? []) {
    if (text !== undefined) (found[tag] ??= []).push(text);
  }
  return found;
}

Deno.test("pump() mirrors what is new, and only that", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path);
  const backend = openTensorboard(run.dir);
  assert.equal(backend.name, "tensorboard");
  assert.equal(await backend.pump(), 1); // The opening.
  run.points("loss", [0, 1]);
  assert.equal(await backend.pump(), 2);
  assert.equal(await backend.pump(), 0);
  run.points("loss", [2]);
  assert.equal(await openTensorboard(run.dir).pump(), 1);
  assert.equal(await backend.pump(), 0);
  assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0], [1, 1], [2, 0]] });
  const [first] = readFolder(runPaths(run.dir).tensorboard)["."]!;
  assert.equal(first!.time, 1_700_000_000);
});

Deno.test("pump() takes a part of much", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", Array.from({ length: 1000 }, (_, i) => i));
  const backend = openTensorboard(run.dir);
  const first = await backend.pump(4096);
  assert(first > 10 && first < 200, String(first));
  let all = first;
  for (let taken; (taken = await backend.pump(4096)) > 0;) all += taken;
  assert.equal(all, 1001);
  assert.equal(points(run.dir, "loss")["."]!.length, 1000);
});

Deno.test("the user's own timestamp and numbers that JSON lacks arrive", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).write(
    { type: "metrics", step: 1, timestamp: 1500, values: { a: "NaN", b: "Infinity" } },
    { type: "metrics", step: 2, values: { a: "-Infinity", ["__proto__"]: 4 } },
  );
  await openTensorboard(run.dir).pump();
  const all = readFolder(runPaths(run.dir).tensorboard)["."]!;
  assert.deepEqual(all.map(({ tag, step, value }) => [tag, step, value]), [
    ["a", 1, NaN],
    ["b", 1, Infinity],
    ["a", 2, -Infinity],
    ["__proto__", 2, 4],
  ]);
  assert.deepEqual(all.map(({ time }) => time), [1.5, 1.5, 1_700_000_000.001, 1_700_000_000.001]);
});

Deno.test("a crash between the event file and the cursor doubles nothing and loses nothing", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0, 1, 1]);
  const cursor = runPaths(run.dir).cursor("tensorboard");
  await openTensorboard(run.dir).pump();
  const before = fs.readFileSync(cursor);
  run.points("loss", [2, 2, 2]);
  await openTensorboard(run.dir).pump();
  const expected = contents(runPaths(run.dir).tensorboard);
  fs.writeFileSync(cursor, before);
  await openTensorboard(run.dir).pump();
  assert.deepEqual(contents(runPaths(run.dir).tensorboard), expected);
  // Before the first cursor, too; with half a record at the end.
  fs.rmSync(cursor);
  for (const file of Object.keys(expected)) {
    fs.appendFileSync(`${runPaths(run.dir).tensorboard}/${file}`, "half a record");
  }
  await openTensorboard(run.dir).pump();
  assert.deepEqual(contents(runPaths(run.dir).tensorboard), expected);
});

for (
  const [what, damage] of Object.entries({
    "are gone": (root: string) => fs.rmSync(root, { recursive: true }),
    "are cut": (root: string) => {
      for (const file of Object.keys(contents(root))) fs.truncateSync(`${root}/${file}`, 50);
    },
  })
) {
  Deno.test(`event files that ${what} are written again, in a live run and in an ended one`, async () => {
    using temp = tempDir();
    const run = TestRun.create(temp.path).points("loss", [0, 1]);
    const { tensorboard } = runPaths(run.dir);
    const backend = openTensorboard(run.dir);
    await backend.pump();
    damage(tensorboard);
    run.points("loss", [2]);
    await backend.pump();
    assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0], [1, 1], [2, 0]] });
    await run.finish();
    assert.equal((await backend.catchUp()).complete, true);
    damage(tensorboard);
    const report = await backend.catchUp();
    assert.equal(report.complete, true);
    assert(report.events >= 3);
    assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0], [1, 1], [2, 0]] });
  });
}

Deno.test("event files of others in the folder are left alone", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0]);
  const { tensorboard } = runPaths(run.dir);
  fs.mkdirSync(tensorboard);
  const other = `${tensorboard}/events.out.tfevents.1.host.2.3.v2`;
  fs.writeFileSync(other, "");
  await run.finish();
  await openTensorboard(run.dir).catchUp();
  fs.rmSync(runPaths(run.dir).cursor("tensorboard"));
  await openTensorboard(run.dir).catchUp();
  assert(fs.existsSync(other));
  assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0]] });
});

Deno.test("catchUp() of a live run takes all and leaves the end open", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0, 1, 2]);
  assert.deepEqual(await openTensorboard(run.dir).catchUp(), {
    backend: "tensorboard",
    events: 4,
    complete: false,
    warnings: [],
  });
});

Deno.test("catchUp() of an ended run writes the end once, and changes nothing a second time", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).write({ type: "params", values: { lr: 0.1 } });
  run.points("loss", [0, 1]);
  const backend = openTensorboard(run.dir);
  await backend.pump();
  await run.finish();
  const first = await backend.catchUp();
  // The status came after the last pump, and its journal is gone: the summary tells.
  assert.deepEqual([first.events, first.complete], [0, true]);
  const tags = readFolder(runPaths(run.dir).tensorboard)["."]!.map(({ tag }) => tag);
  assert.deepEqual(tags, [
    "loss",
    "loss",
    "_hparams_/session_start_info",
    "_hparams_/session_end_info",
  ]);
  const before = contents(run.dir);
  assert.equal((await backend.catchUp()).events, 0);
  assert.equal((await openTensorboard(run.dir).catchUp()).events, 0);
  assert.deepEqual(contents(run.dir), before);
});

Deno.test("a run that was never mirrored, or only in part, is mirrored from its views", async () => {
  for (const part of [0, 2]) {
    using temp = tempDir();
    const run = TestRun.create(temp.path, "run", "What it is about");
    run.points("loss", [0, 1]).points("other", [undefined, undefined]);
    if (part > 0) await openTensorboard(run.dir).pump();
    run.write({ type: "params", values: { lr: 0.1 } }).points("loss", [1, 2]);
    run.write({ type: "note", text: "**Good**" });
    await run.finish();
    const seen: [number, number][] = [];
    const report = await openTensorboard(run.dir).catchUp({
      onProgress: (done, total) => seen.push([done, total]),
    });
    assert.deepEqual(report.warnings, []);
    assert(report.complete && report.events >= 6);
    assert.deepEqual(seen.at(-1), [6, 6]);
    assert.deepEqual(points(run.dir, "loss"), {
      ".": [[0, 0], [1, 1], [2, 1]],
      "again-2": [[1, 0]],
    });
    assert.deepEqual(points(run.dir, "other"), { ".": [[0, 0], [1, 1]] });
    assert.deepEqual(texts(run.dir), {
      "run/description": ["What it is about"],
      "run/note": ["**Good**"],
    });
    const before = contents(run.dir);
    assert.equal((await openTensorboard(run.dir).catchUp()).events, 0);
    assert.deepEqual(contents(run.dir), before);
  }
});

Deno.test("catchUp() that is aborted goes on the next time", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", Array.from({ length: 30_000 }, (_, i) => i));
  await run.finish();
  const backend = openTensorboard(run.dir);
  const controller = new AbortController();
  const aborted = backend.catchUp({
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await assert.rejects(aborted, { name: "AbortError" });
  assert.equal((await backend.catchUp()).complete, true);
  assert.equal(points(run.dir, "loss")["."]!.length, 30_000);
  await assert.rejects(backend.catchUp({ signal: AbortSignal.abort() }), { name: "AbortError" });
});

Deno.test("a run that is resumed goes on in a new event file", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0, 1, 2]);
  await run.finish("failed");
  const backend = openTensorboard(run.dir);
  await backend.catchUp();
  const [old] = Object.entries(contents(runPaths(run.dir).tensorboard));
  const resumed = TestRun.join(run.dir).points("loss", [2, 3]);
  await backend.pump();
  assert.deepEqual(points(run.dir, "loss"), {
    ".": [[0, 0], [1, 1], [2, 2], [3, 1]],
    "again-2": [[2, 0]],
  });
  await resumed.finish();
  assert.equal((await backend.catchUp()).complete, true);
  const files = Object.entries(contents(runPaths(run.dir).tensorboard));
  assert.deepEqual(files.find(([name]) => name === old![0]), old);
  // The old file says that the run failed; the session that now holds is read before it.
  assert.match(
    files.map(([name]) => name).filter((name) => !name.includes("/"))[0]!,
    /\.0000\.labbook$/,
  );
});

Deno.test("a run that was resumed without a mirror is mirrored whole at its end", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0, 1, 2]);
  await run.finish();
  const resumed = TestRun.join(run.dir).points("loss", [3]);
  const backend = openTensorboard(run.dir);
  await backend.pump();
  assert.deepEqual(points(run.dir, "loss"), { ".": [[3, 0]] });
  await resumed.finish();
  await backend.catchUp();
  assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0], [1, 1], [2, 2], [3, 0]] });
});

Deno.test("several processes into one run, and two mirrors at once", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path);
  const others = [TestRun.join(run.dir), TestRun.join(run.dir)];
  const backends = [openTensorboard(run.dir), openTensorboard(run.dir)];
  for (let i = 0; i < 20; i++) {
    run.points("a", [i]);
    others[i % 2]!.points("b", [i]);
    await Promise.all(backends.map((backend) => backend.pump()));
  }
  await Promise.all(backends.map((backend) => backend.catchUp()));
  const expected = Array.from({ length: 20 }, (_, i) => [i, 0]);
  assert.deepEqual(points(run.dir, "a"), { ".": expected });
  assert.deepEqual(points(run.dir, "b"), { ".": expected });
});

Deno.test("pump() leaves a run alone that another one is mirroring", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0]);
  const backend = openTensorboard(run.dir);
  const lock = tryLock(run.dir, "tensorboard")!;
  assert.equal(await backend.pump(), 0);
  lock.release();
  assert.equal(await backend.pump(), 2);
});

Deno.test("what is edited after the end arrives with the next catchUp()", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path).points("loss", [0]);
  await run.finish();
  const backend = openTensorboard(run.dir);
  await backend.catchUp();
  await editSummary(run.dir, (summary) => summary.note = "Seen again");
  assert.equal((await backend.catchUp()).events, 0);
  assert.deepEqual(texts(run.dir), { "run/note": ["Seen again"] });
  assert.deepEqual(points(run.dir, "loss"), { ".": [[0, 0]] });
});

Deno.test("figures, tables and histograms become what TensorBoard shows", async () => {
  using temp = tempDir();
  const run = TestRun.create(temp.path);
  const file = (path: string, content: string | Uint8Array) => {
    fs.mkdirSync(`${run.dir}/${path.slice(0, path.indexOf("/"))}`, { recursive: true });
    fs.writeFileSync(`${run.dir}/${path}`, content);
    return { path, size: content.length, sha256: "" };
  };
  const rows = Array.from({ length: 150 }, (_, i) => ({ "a|b": i, text: "x*\ny", more: { i } }));
  const png = file("figures/png.png", PNG_2X1);
  const svg = file("figures/only_an.svg", "<svg/>");
  run.write(
    {
      type: "figure",
      entry: {
        name: "both",
        step: 3,
        time: 5000,
        files: { "image/svg+xml": svg, "image/png": png },
      },
    },
    {
      type: "figure",
      entry: { name: "svg", step: null, time: 5000, files: { "image/svg+xml": svg } },
    },
    {
      type: "figure",
      entry: { name: "no", step: 1, time: 5000, files: { "image/png": { ...svg } } },
    },
    {
      type: "figure",
      entry: {
        name: "gone",
        step: 1,
        time: 5000,
        files: { "image/png": { ...png, path: "figures/gone.png" } },
      },
    },
    {
      type: "figure",
      entry: {
        name: "out",
        step: 1,
        time: 5000,
        files: { "image/png": { ...png, path: "../x.png" } },
      },
    },
    {
      type: "table",
      entry: {
        name: "errors",
        step: null,
        time: 6000,
        columns: ["a|b", "text", "more", "missing"],
        rows: rows.length,
        ...file("tables/errors.json", JSON.stringify(rows)),
      },
    },
    {
      type: "histogram",
      name: "both",
      step: 1,
      histogram: { edges: [0, 1, 2], counts: [3, 4], min: 0, max: 2, sum: 8, sumSquares: 9 },
    },
  );
  await run.finish();
  const { warnings } = await openTensorboard(run.dir).catchUp();
  assert.equal(warnings.length, 3);
  assert.equal(
    warnings[0],
    'Cannot show figure "no": figures/only_an.svg is neither a PNG nor a JPEG picture',
  );
  assert.match(warnings[1]!, /ENOENT.*gone\.png/);
  assert.match(warnings[2]!, /^Cannot read "\.\.\/x\.png" of the run .*: it is outside of the run/);
  const all = readFolder(runPaths(run.dir).tensorboard)["."]!;
  assert.deepEqual(
    all.map(({ tag, step, plugin, time }) => [tag, step, plugin, time]).slice(0, -2),
    [
      ["both", 3, "images", 5],
      ["figures/svg", 0, "text", 5],
      ["tables/errors", 0, "text", 6],
      ["both (histogram)", 1, "histograms", 1_700_000_000.006],
    ],
  );
  const [figure, table] = Object.values(texts(run.dir)).flat();
  assert.equal(
    figure,
    "TensorBoard does not show this figure. In the run folder it is:\n\n" +
      "- figures/only&#95;an.svg (image/svg+xml)\n",
  );
  const lines = table!.split("\n");
  assert.equal(lines[0], "| a&#124;b | text | more | missing |");
  assert.equal(lines[1], "| --- | --- | --- | --- |");
  assert.equal(lines[3], '| 1 | x&#42; y | {"i":1} |  |');
  assert.equal(lines.length, 105);
  assert.equal(lines.at(-2), "The first 100 of 150 rows; all of them are in tables/errors.json.");
});
