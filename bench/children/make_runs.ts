/** Makes many finished runs: one by the tracker, the others after its example. */

import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { ExperimentTracker } from "../../mod.ts";
import { report } from "../processes.ts";

const METRICS = ["train/loss", "train/accuracy", "val/loss", "val/accuracy", "learning_rate"];

async function makeExample(baseDir: string): Promise<string> {
  const tracker = new ExperimentTracker({ project: "bench", experimentName: "run-0", baseDir });
  tracker.setTags(["baseline", "bench"]);
  tracker.logParams({
    lr: 0.01,
    batchSize: 64,
    epochs: 10,
    optimizer: { name: "adam", betas: [0.9, 0.999] },
    layers: [128, 64, 10],
    dropout: 0.1,
    seed: 1,
  });
  for (let epoch = 1; epoch <= 10; epoch++) {
    tracker.logMetrics(Object.fromEntries(METRICS.map((name, i) => [name, i / epoch])), epoch);
  }
  await tracker.finish();
  return tracker.path;
}

if (import.meta.main) {
  const [baseDir, count] = Deno.args as [string, string];
  const example = await makeExample(baseDir);
  const text = fs.readFileSync(join(example, "summary.json"), "utf8");
  const { id } = JSON.parse(text);
  for (let i = 1; i < Number(count); i++) {
    const dir = join(dirname(example), `run-${i}`);
    fs.mkdirSync(dir);
    const own = text.replace('"run-0"', `"run-${i}"`).replace(id, randomUUID());
    fs.writeFileSync(join(dir, "summary.json"), own);
  }
  report(text.length);
}
