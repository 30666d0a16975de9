/** Runs of a session's cells log what TensorFlow.js trains, without being told where it is. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Session } from "../../src/session/mod.ts";
import { readMetric, readSummary } from "../../src/store/mod.ts";
import { ROOT, tempDir } from "../helpers/mod.ts";

const LIBRARY = JSON.stringify(`file://${ROOT}src/tracker/mod.ts`);
const HOST = JSON.stringify(`file://${ROOT}src/host/mod.ts`);
const TENSORFLOW = JSON.stringify("npm:@tensorflow/tfjs@4.22.0");
const TRAIN = `{
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  await model.fit(tf.ones([4, 1]), tf.ones([4, 1]), { epochs: 2, verbose: 0 });
}`;

/** Runs cells in a session whose kernel answers nothing but null. */
async function runCells(cwd: string, cells: string[]): Promise<void> {
  const session: Session = await Session.start({
    permissions: ["-A"],
    cwd,
    onEvent: (event) => {
      if (event.type === "ask") session.answerInput(event.id, JSON.stringify({ value: null }));
    },
    onEnd: () => {},
  });
  try {
    for (const [i, source] of cells.entries()) {
      const outcome = await session.run({ label: `cell [${i + 1}]`, source });
      if (outcome.status !== "ok") throw new Error(outcome.error.traceback.join("\n"));
    }
  } finally {
    await session.close();
  }
}

function start(name: string, options: string): string {
  return `await track("cells/${name}", { baseDir: "runs", useTensorboard: false, saveCode: false,
    saveEnv: false, ${options} });`;
}

Deno.test("autolog finds what cells imported before the run, and what they import later", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(join(dir.path, "other.ts"), "export const other = 1;");
  await runCells(dir.path, [
    `import { currentRun, track } from ${LIBRARY};
    import { host } from ${HOST};`,
    start("later", "autolog: true"),
    `import { other } from "./other.ts"; import * as tf from ${TENSORFLOW};`,
    `const names = [...host().modules.keys()];
    if (!names.includes("./other.ts") || !names.includes(${TENSORFLOW})) throw new Error(names);
    if (host().modules.get("./other.ts").other !== other) throw new Error("another module");`,
    TRAIN,
    start("before", "autolog: { models: false }"),
    TRAIN,
    start("without", ""),
    TRAIN,
    `await currentRun().finish();
    await import("node:fs");
    if (host().onImport !== undefined) throw new Error("nobody wants to know any more");`,
  ]);
  const folder = (name: string): string => join(dir.path, "runs", "cells", name);
  for (const name of ["later", "before"]) {
    const { step } = await readMetric(folder(name), "loss");
    assert.deepEqual(Array.from(step, Number), [0, 1]);
    assert.equal(readSummary(folder(name)).params.optimizer, "SGD");
  }
  assert.equal(readSummary(folder("later")).models.length, 1);
  assert.equal(readSummary(folder("before")).models.length, 0);
  assert.deepEqual(readSummary(folder("without")).metrics, {});
});
