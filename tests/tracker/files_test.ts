import assert from "node:assert/strict";
import fs from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

Deno.test("an artifact is copied with its hash and size, and survives the source", async () => {
  using base = tempDir();
  const source = base.write("config.yaml", "lr: 0.1\n");
  const tracker = quietTracker(base.join("runs"));
  const entry = await tracker.logArtifact(source, { name: "conf/main.yaml", type: "config" });
  fs.rmSync(source);
  const { artifacts } = await tracker.finish();
  assert.deepEqual(artifacts, [entry]);
  assert.deepEqual({ ...entry, time: 0 }, {
    name: "conf/main.yaml",
    type: "config",
    version: 1,
    time: 0,
    path: "artifacts/conf/main.yaml",
    size: 8,
    sha256: sha256("lr: 0.1\n"),
  });
  assert.equal(fs.readFileSync(join(tracker.path, entry!.path), "utf8"), "lr: 0.1\n");
});

Deno.test("the same content is stored once, and another one under a taken name is a version", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.join("runs"));
  const a = await tracker.logArtifact(base.write("a.txt", "one"));
  const again = await tracker.logArtifact(base.write("a.txt", "one"));
  const other = await tracker.logArtifact(base.write("b.txt", "one"));
  const next = await tracker.logArtifact(base.write("a.txt", "two"));
  assert.equal(again, a);
  assert.equal(next!.version, 2);
  assert.equal(next!.path, "artifacts/a-2.txt");
  const inode = (path: string): number => fs.statSync(join(tracker.path, path)).ino;
  assert.equal(inode(other!.path), inode(a!.path));
  const { artifacts } = await tracker.finish();
  assert.deepEqual(artifacts.map(({ path }) => path), [
    "artifacts/a.txt",
    "artifacts/b.txt",
    "artifacts/a-2.txt",
  ]);
  assert.equal(fs.readFileSync(join(tracker.path, "artifacts/a.txt"), "utf8"), "one");
  assert.deepEqual(fs.readdirSync(join(tracker.path, "artifacts")).sort(), [
    "a-2.txt",
    "a.txt",
    "b.txt",
  ]);
  // And when the run is resumed, what it holds is still known.
  const resumed = quietTracker(base.join("runs"), { resume: true });
  const known = await resumed.logArtifact(base.write("a.txt", "two"));
  assert.equal(known!.version, 2);
  assert.equal((await resumed.finish()).artifacts.length, 3);
});

Deno.test("a directory keeps its tree; links that leave it are refused and nothing is stored", async () => {
  using base = tempDir();
  base.write("data/train/x.csv", "1");
  base.write("data/y.csv", "");
  base.write("secret.txt", "secret");
  fs.symlinkSync("train/x.csv", base.join("data/link.csv"));
  const tracker = quietTracker(base.join("runs"));
  const entry = await tracker.logArtifact(base.join("data"));
  assert.deepEqual(entry!.files!.map(({ path, size }) => [path, size]), [
    ["artifacts/data/link.csv", 1],
    ["artifacts/data/train/x.csv", 1],
    ["artifacts/data/y.csv", 0],
  ]);
  assert.equal(fs.lstatSync(join(tracker.path, "artifacts/data/link.csv")).isFile(), true);

  fs.symlinkSync("../secret.txt", base.join("data/out"));
  await assert.rejects(tracker.logArtifact(base.join("data"), { name: "again" }), {
    name: "TypeError",
    message: `Cannot log artifact "again": the link out leads out of the directory, to ${
      base.join("secret.txt")
    }`,
  });
  fs.rmSync(base.join("data/out"));
  fs.symlinkSync(".", base.join("data/loop"));
  await assert.rejects(tracker.logArtifact(base.join("data"), { name: "again" }), {
    message: 'Cannot log artifact "again": the link loop leads back to a directory above it',
  });
  await tracker.finish();
  assert.deepEqual(fs.readdirSync(join(tracker.path, "artifacts")), ["data"]);
});

Deno.test("names that would leave the folder, and sources that are not there, are refused", async () => {
  using base = tempDir();
  const source = base.write("a.txt", "one");
  const tracker = quietTracker(base.join("runs"));
  for (const name of ["../summary.json", "/etc/passwd", "a/../../b", "C:\\x", ""]) {
    await assert.rejects(
      tracker.logArtifact(source, { name }),
      /^TypeError: Cannot use ".*" as the artifact name: /,
    );
  }
  await assert.rejects(tracker.logArtifact(base.join("none")), {
    name: "TypeError",
    message: `Cannot log artifact "none": there is no file or directory ${
      JSON.stringify(base.join("none"))
    }`,
  });
  const { artifacts } = await tracker.finish();
  assert.deepEqual(artifacts, []);
});

Deno.test("models come from paths, bytes, objects, and models that save themselves", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.join("runs"));
  const path = await tracker.logModel(base.write("m.onnx", "onnx"), "onnx/m.onnx");
  const bytes = await tracker.logModel(new Uint8Array([1, 2, 3]), "weights.bin");
  const object = await tracker.logModel({ w: new Float32Array([1, 2]) }, "linear");
  const weightSpecs = [{ name: "w", shape: [2], dtype: "float32" }];
  const saved = await tracker.logModel({
    async save(handler: { save(parts: unknown): Promise<{ modelArtifactsInfo: unknown }> }) {
      const weightData = new Float32Array([1, 2]).buffer;
      const result = await handler.save({ modelTopology: { a: 1 }, weightSpecs, weightData });
      assert("modelArtifactsInfo" in result);
    },
  }, "net");
  assert.deepEqual(
    [path, bytes, object, saved].map((entry) => entry!.path),
    ["models/onnx/m.onnx", "models/weights.bin", "models/linear.json", "models/net"],
  );
  const read = (file: string): string =>
    fs.readFileSync(join(tracker.path, "models", file), "utf8");
  assert.deepEqual(JSON.parse(read("linear.json")), { w: [1, 2] });
  assert.deepEqual(JSON.parse(read("net/model.json")), {
    modelTopology: { a: 1 },
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  });
  assert.equal(fs.statSync(join(tracker.path, "models/net/weights.bin")).size, 8);
  await assert.rejects(tracker.logModel(3, "three"), {
    name: "TypeError",
    message:
      'Cannot log model "three": got 3, expected a path, bytes, an object that JSON can hold, or a model with a save(handler) method',
  });
  assert.equal((await tracker.finish()).models.length, 4);
});

Deno.test("figures of every kind are told apart by their content", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.join("runs"));
  const spec = { mark: "bar", data: { values: [] }, encoding: {} };
  const svg =
    '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
  const display = {
    [Symbol.for("Jupyter.display")]: () =>
      Promise.resolve({ "text/plain": "x", "image/png": PNG.toBase64(), "image/svg+xml": svg }),
  };
  const cases: [unknown, string, string[]][] = [
    [PNG, "png", ["figures/png.png"]],
    [new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), "jpeg", ["figures/jpeg.jpg"]],
    [svg, "svg", ["figures/svg.svg"]],
    ["<div>hello</div>", "html", ["figures/html.html"]],
    ["<!DOCTYPE html><html></html>", "page", ["figures/page.html"]],
    [spec, "lite", ["figures/lite.vl.json"]],
    [
      { $schema: "https://vega.github.io/schema/vega/v5.json", marks: [] },
      "vega",
      ["figures/vega.vg.json"],
    ],
    [{ outerHTML: "<svg></svg>" }, "element", ["figures/element.svg"]],
    [display, "shown", ["figures/shown.svg", "figures/shown.png"]],
    [
      { [Symbol.for("Jupyter.display")]: () => ({ data: { "image/svg+xml": svg }, metadata: {} }) },
      "told",
      ["figures/told.svg"],
    ],
    [base.write("plot.png", PNG), "file", ["figures/file.png"]],
  ];
  for (const [figure, name, paths] of cases) {
    const entry = await tracker.logFigure(figure, name);
    assert.deepEqual(Object.values(entry!.files).map(({ path }) => path), paths);
  }
  const stepped = await tracker.logFigure(PNG, "val/confusion", { step: 3 });
  assert.equal(stepped!.files["image/png"]!.path, "figures/val/confusion-step-3.png");
  assert.equal(stepped!.step, 3);
  await assert.rejects(tracker.logFigure(new Uint8Array([1, 2]), "bad"), (error: Error) => {
    assert.equal(error.name, "TypeError");
    assert.match(error.message, /^Cannot log figure "bad": 2 bytes without a PNG or JPEG header, /);
    return true;
  });
  await assert.rejects(tracker.logFigure({ a: 1 }, "bad"), /an object with the keys a, expected/);
  assert.equal((await tracker.finish()).figures.length, 12);
});

Deno.test("tables come as row objects or as columns and rows, and are stored as row objects", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.join("runs"));
  const a = await tracker.logTable("errors", [{ id: 1, text: "é" }, { id: 2, score: NaN }]);
  assert.deepEqual(a!.columns, ["id", "text", "score"]);
  await tracker.logTable("grid", { columns: ["x", "y"], rows: [[1, "a"], [2, null]] }, { step: 2 });
  const read = (file: string): unknown =>
    JSON.parse(fs.readFileSync(join(tracker.path, "tables", file), "utf8"));
  assert.deepEqual(read("errors.json"), [{ id: 1, text: "é" }, { id: 2, score: "NaN" }]);
  assert.deepEqual(read("grid-step-2.json"), [{ x: 1, y: "a" }, { x: 2, y: null }]);
  const expected = "expected rows as objects, or { columns: string[], rows: unknown[][] }";
  const refused: [unknown, string][] = [
    [[1], `Cannot log table "bad": row 0 is no object, ${expected}`],
    [{ a: 1 }, `Cannot log table "bad": it is neither form, ${expected}`],
    [
      { columns: ["a"], rows: [[1, 2]] },
      `Cannot log table "bad": row 0 does not have 1 values, ${expected}`,
    ],
    [
      { columns: ["a", "a"], rows: [] },
      `Cannot log table "bad": the column "a" stands twice, ${expected}`,
    ],
  ];
  for (const [data, message] of refused) {
    await assert.rejects(tracker.logTable("bad", data as never), { name: "TypeError", message });
  }
  assert.deepEqual((await tracker.finish()).tables.map(({ name, rows }) => [name, rows]), [
    ["errors", 2],
    ["grid", 2],
  ]);
});

Deno.test("histograms count every finite value", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.join("runs"));
  tracker.logHistogram("w", [0, 1, 1, 2, NaN, Infinity], 1, { bins: 2 });
  tracker.logHistogram("w", new Float32Array([5, 5]), 2);
  tracker.logHistogram("w", [], 3);
  assert.throws(() => tracker.logHistogram("w", [1], 1, { bins: 0 }), RangeError);
  for (const values of [3, [[1, 2]], ["1"], new BigInt64Array(1)]) {
    assert.throws(() => tracker.logHistogram("w", values as never), {
      name: "TypeError",
      message: /^Cannot log histogram "w": got .*, expected an array of numbers$/,
    });
  }
  const summary = await tracker.finish();
  assert.deepEqual({ ...summary.histograms }, { w: 3 });
  const stored = JSON.parse(fs.readFileSync(join(tracker.path, "histograms.json"), "utf8"));
  const { timestamp: _timestamp, ...first } = stored.w[0];
  assert.deepEqual(first, {
    step: 1,
    edges: [0, 1, 2],
    counts: [1, 3],
    min: 0,
    max: 2,
    sum: 4,
    sumSquares: 6,
  });
  assert.equal(stored.w[1].counts.reduce((a: number, b: number) => a + b), 2);
});

Deno.test("a file of 200 MB streams: memory does not follow its size", async () => {
  using base = tempDir();
  const source = base.join("big.bin");
  const fd = fs.openSync(source, "w");
  fs.ftruncateSync(fd, 200 * 1024 * 1024);
  fs.closeSync(fd);
  const tracker = quietTracker(base.join("runs"));
  const before = Deno.memoryUsage().rss;
  const entry = await tracker.logArtifact(source);
  const grown = Deno.memoryUsage().rss - before;
  assert.equal(entry!.size, 200 * 1024 * 1024);
  assert(grown < 100 * 1024 * 1024, `memory grew by ${grown} bytes`);
  await tracker.finish();
  assert.equal(readSummary(tracker.path).artifacts[0]!.size, entry!.size);
});
