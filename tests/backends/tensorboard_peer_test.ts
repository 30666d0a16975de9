/** TensorBoard itself reads what we write: its EventAccumulator, and its server with both loaders. */
import assert from "node:assert/strict";
import fs from "node:fs";
import { openTensorboard } from "../../src/backends/mod.ts";
import { parseJson } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest, type PythonServer } from "../peers/python.ts";
import { JPEG_3X2, PNG_2X1 } from "./pictures.ts";
import { TestRun } from "./run.ts";

const STEPS = Array.from({ length: 3000 }, (_, i) => i);
const TAGS = ["train/loss", "", "a\nb", "é 😀 %23 + ?&", "..", "x".repeat(300), "__proto__"];

function write(dir: string, path: string, content: string | Uint8Array) {
  fs.mkdirSync(`${dir}/${path.slice(0, path.indexOf("/"))}`, { recursive: true });
  fs.writeFileSync(`${dir}/${path}`, content);
  return { path, size: content.length, sha256: "" };
}

/** A run with everything in it; `lr` tells it from others. */
async function fullRun(baseDir: string, name: string, lr: number): Promise<void> {
  const run = TestRun.create(baseDir, name, "About *it*");
  const backend = openTensorboard(run.dir);
  run.write({
    type: "params",
    values: {
      lr,
      optimizer: { name: "adam", eps: "NaN" },
      layers: [64, 32],
      bias: true,
      none: null,
    },
  });
  await backend.pump();
  for (const tag of TAGS) run.points(tag, STEPS, (i) => i * lr);
  run.points("no step", [undefined, undefined, undefined], (i) => i);
  run.points("again", [0, 1, 2, 1, 2, 3, 3], (i) => i);
  run.points("negative", [-3, -2], (i) => i);
  run.write(
    { type: "metrics", step: 0, values: { odd: "NaN" } },
    { type: "metrics", step: 1, values: { odd: "Infinity" } },
    { type: "note", text: "A **note**" },
  );
  const png = write(run.dir, "figures/p.png", PNG_2X1);
  const jpeg = write(run.dir, "figures/p.jpg", JPEG_3X2);
  for (const step of [1, 1, 5]) {
    run.write({
      type: "figure",
      entry: { name: "png", step, time: 5000, files: { "image/png": png } },
    });
  }
  run.write(
    {
      type: "figure",
      entry: { name: "jpeg", step: null, time: 5000, files: { "image/jpeg": jpeg } },
    },
    {
      type: "table",
      entry: {
        name: "errors",
        step: null,
        time: 6000,
        columns: ["a|b", "c"],
        rows: 1,
        ...write(run.dir, "tables/errors.json", '[{"a|b": -1, "c": NaN}]'),
      },
    },
    ...[0, 1].map((step) => ({
      type: "histogram" as const,
      name: "weights",
      step,
      histogram: { edges: [0, 1, 2.5], counts: [3, 4], min: 0, max: 2.5, sum: 8, sumSquares: 9 },
    })),
  );
  // The second run is mirrored in part, and then from its views.
  await (lr === 0.5 ? backend.pump() : backend.catchUp());
  run.write({ type: "params", values: { late: "yes" } });
  await run.finish(lr === 0.5 ? "failed" : "finished");
  const { complete, warnings } = await backend.catchUp();
  assert.deepEqual({ complete, warnings }, { complete: true, warnings: [] });
}

/** A run with steps that the hyperparameter table cannot take, which come after its parameters. */
async function wideRun(baseDir: string): Promise<void> {
  const run = TestRun.create(baseDir, "wide");
  const backend = openTensorboard(run.dir);
  run.write({ type: "params", values: { lr: 1, wide: 1 } }).points("train/loss", [1]);
  await backend.pump();
  run.points("big", [0, 2 ** 40, Number.MAX_SAFE_INTEGER], (i) => i);
  await backend.pump();
  await run.finish();
  await backend.catchUp();
}

async function get<T>({ url }: PythonServer, path: string, query: Record<string, string> = {}) {
  const response = await fetch(`${url}/data/${path}?${new URLSearchParams(query)}`);
  const text = await response.text();
  assert(response.ok, `${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function post<T>({ url }: PythonServer, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${url}/data/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  assert(response.ok, `${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Asks until the answer is as expected: the server loads while it answers already. */
async function eventually(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  for (let attempt = 0;; attempt++) {
    let answer: unknown;
    try {
      answer = await ask();
      assert.deepEqual(answer, expected);
      return;
    } catch (error) {
      if (attempt === 150) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

for (const loadFast of ["true", "false"]) {
  peerTest(`TensorBoard with --load_fast=${loadFast} shows everything`, async ({ tensorboard }) => {
    using temp = tempDir();
    for (const [name, lr] of [["one", 0.25], ["two", 0.5]] as const) {
      await fullRun(temp.path, name, lr);
    }
    await wideRun(temp.path);
    await using server = await tensorboard(temp.path, [
      `--load_fast=${loadFast}`,
      "--samples_per_plugin=scalars=100000,images=1000,text=1000,histograms=1000",
      "--reload_interval=1",
    ]);
    const runs = ["one", "two"].flatMap((name) =>
      ["", "/again-2"].map((again) => `project/${name}/tensorboard${again}`)
    );
    const run = runs[0]!;
    const listed = [...runs, "project/wide/tensorboard"];
    await eventually(async () => (await get<string[]>(server, "runs")).sort(), listed);
    const scalars = async (tag: string, of = run): Promise<[number, unknown][]> => {
      const query = { run: of, tag };
      const rows = await get<[number, number, unknown][]>(server, "plugin/scalars/scalars", query);
      return rows.map(([, step, value]) => [step, value]);
    };
    const expected = STEPS.map((step) => [step, Math.fround(step * 0.25)]);
    for (const tag of TAGS) await eventually(() => scalars(tag), expected);
    await eventually(() => scalars("odd"), [[0, "NaN"], [1, "Infinity"]]);
    await eventually(() => scalars("no step"), [[0, 0], [1, 1], [2, 2]]);
    await eventually(() => scalars("again"), [[0, 0], [1, 1], [2, 2], [3, 5]]);
    await eventually(() => scalars("again", runs[1]), [[1, 3], [2, 4], [3, 6]]);
    await eventually(() => scalars("negative"), [[-3, 0], [-2, 1]]);
    const big = [[0, 0], [2 ** 40, 1], [Number.MAX_SAFE_INTEGER, 2]];
    await eventually(() => scalars("big", "project/wide/tensorboard"), big);

    const images = async (tag: string, of = run): Promise<unknown> => {
      type Image = { step: number; width: number; height: number; query: string };
      const list = await get<Image[]>(server, "plugin/images/images", {
        run: of,
        tag,
        sample: "0",
      });
      return await Promise.all(list.map(async ({ step, query }) => {
        const response = await fetch(`${server.url}/data/plugin/images/individualImage?${query}`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        return [step, response.headers.get("content-type"), bytes];
      }));
    };
    await eventually(() => images("png"), [[1, "image/png", PNG_2X1], [5, "image/png", PNG_2X1]]);
    await eventually(() => images("png", runs[1]), [[1, "image/png", PNG_2X1]]);
    await eventually(() => images("jpeg"), [[0, "image/jpeg", JPEG_3X2]]);

    const texts = async (tag: string): Promise<string[]> => {
      const list = await get<{ text: string }[]>(server, "plugin/text/text", { run, tag });
      return list.map(({ text }) => text.replace(/\s+/g, ""));
    };
    await eventually(() => texts("run/description"), ["<p>About<em>it</em></p>"]);
    await eventually(() => texts("run/note"), ["<p>A<strong>note</strong></p>"]);
    await eventually(() => texts("tables/errors"), [
      "<table><thead><tr><th>a&#124;b</th><th>c</th></tr></thead>" +
      "<tbody><tr><td>-1</td><td>NaN</td></tr></tbody></table>",
    ]);
    await eventually(async () => {
      const query = { run, tag: "weights" };
      const list = await get<[number, number, unknown][]>(
        server,
        "plugin/histograms/histograms",
        query,
      );
      return list.map(([, step, bins]) => [step, bins]);
    }, [0, 1].map((step) => [step, [[0, 1, 3], [1, 2.5, 4]]]));

    await checkHparams(server);
  });
}

/** The hyperparameter table lists the parameters and the metrics of both runs, and their end. */
async function checkHparams(server: PythonServer): Promise<void> {
  interface Experiment {
    hparamInfos: { name: string }[];
    metricInfos: { name: { group: string; tag: string } }[];
  }
  const experiment = await post<Experiment>(server, "plugin/hparams/experiment", {
    experimentName: "",
  });
  const names = ["bias", "late", "layers", "lr", "none", "optimizer.eps", "optimizer.name"];
  assert.deepEqual(experiment.hparamInfos.map(({ name }) => name).sort(), names);
  const metrics = experiment.metricInfos.map(({ name }) => name);
  const own = metrics.filter(({ group }) => group === "").map(({ tag }) => tag).sort();
  assert.deepEqual(own, [...TAGS, "no step", "again", "negative", "odd"].sort());

  interface Groups {
    sessionGroups: {
      hparams: Record<string, unknown>;
      sessions: {
        name: string;
        status: string;
        metricValues: { name: { tag: string }; value: number; trainingStep: number }[];
      }[];
    }[];
  }
  const { sessionGroups } = await post<Groups>(server, "plugin/hparams/session_groups", {
    experimentName: "",
    allowedStatuses: ["STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING", "STATUS_UNKNOWN"],
    colParams: [],
    sliceSize: 10,
  });
  const rows = sessionGroups.map(({ hparams, sessions: [session] }) => {
    const metric = session!.metricValues.find(({ name }) => name.tag === "train/loss")!;
    return [
      session!.name,
      hparams.lr,
      hparams.late,
      hparams["optimizer.eps"],
      hparams.layers,
      session!.status,
      metric.value,
      metric.trainingStep,
    ];
  });
  assert.deepEqual(rows.sort(), [
    ["project/one/tensorboard", 0.25, "yes", "NaN", "[64,32]", "STATUS_SUCCESS", 749.75, 2999],
    ["project/two/tensorboard", 0.5, "yes", "NaN", "[64,32]", "STATUS_FAILURE", 1499.5, 2999],
  ]);
}

for (const loadFast of ["true", "false"]) {
  peerTest(
    `TensorBoard with --load_fast=${loadFast} follows a live run, and a resumed one`,
    async ({
      tensorboard,
    }) => {
      using temp = tempDir();
      const run = TestRun.create(temp.path);
      const backend = openTensorboard(run.dir);
      run.points("loss", [0]);
      await backend.pump();
      await using server = await tensorboard(temp.path, [
        `--load_fast=${loadFast}`,
        "--reload_interval=1",
      ]);
      const steps = async (): Promise<number[]> => {
        const query = { run: "project/run/tensorboard", tag: "loss" };
        const rows = await get<[number, number, number][]>(server, "plugin/scalars/scalars", query);
        return rows.map(([, step]) => step);
      };
      await eventually(steps, [0]);
      run.points("loss", [1, 2]);
      await backend.pump();
      await eventually(steps, [0, 1, 2]);
      await run.finish();
      await backend.catchUp();
      const resumed = TestRun.join(run.dir).points("loss", [3]);
      await backend.pump();
      await eventually(steps, [0, 1, 2, 3]);
      await resumed.finish();
    },
  );
}

peerTest("TensorBoard's EventAccumulator reads every point", async ({ run: python }) => {
  using temp = tempDir();
  await fullRun(temp.path, "one", 0.25);
  const script = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
accumulator = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "tensors": 0})
accumulator.Reload()
tags = accumulator.Tags()
print(json.dumps({
    "scalars": {tag: [[e.step, e.value] for e in accumulator.Scalars(tag)] for tag in tags["scalars"]},
    "tensors": {tag: len(accumulator.Tensors(tag)) for tag in tags["tensors"]},
    "plugins": {
        tag: accumulator.SummaryMetadata(tag).plugin_data.plugin_name for tag in tags["tensors"]
    },
    "wall": accumulator.Scalars("train/loss")[0].wall_time,
}))`;
  const read = parseJson(await python(script, [`${temp.path}/project/one/tensorboard`])) as {
    scalars: Record<string, [number, number][]>;
    tensors: Record<string, number>;
    plugins: Record<string, string>;
    wall: number;
  };
  for (const tag of TAGS) {
    assert.deepEqual(read.scalars[tag], STEPS.map((step) => [step, Math.fround(step * 0.25)]));
  }
  assert.deepEqual(read.scalars.again, [[0, 0], [1, 1], [2, 2], [3, 5]]);
  assert.equal(read.wall, 1_700_000_000.001);
  assert.deepEqual(read.tensors, {
    "_hparams_/session_start_info": 2,
    "_hparams_/session_end_info": 2,
    "run/description": 1,
    "run/note": 1,
    "png": 2,
    "jpeg": 1,
    "tables/errors": 1,
    "weights": 2,
  });
  assert.equal(read.plugins.weights, "histograms");
});
