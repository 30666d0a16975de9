import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { kernelTest } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

kernelTest("%artifact copies files and folders into the run", async (kernel) => {
  const { run, folder } = kernel;
  fs.writeFileSync(join(folder, "data file.csv"), "a,b\n");
  fs.mkdirSync(join(folder, "images"));
  fs.writeFileSync(join(folder, "images", "x.txt"), "x");
  await run("%track p/a");
  assert.equal(
    (await run('%artifact "data file.csv" --type dataset')).stdout,
    "artifacts/data file.csv (version 1, 4 bytes)\n",
  );
  await run("%artifact images --name 'my images'");
  fs.writeFileSync(join(folder, "data file.csv"), "a,b\n1,2\n");
  const again = await run("const entry = %artifact data\\ file.csv\n[entry.version, entry.size]");
  assert.deepEqual([again.result, again.stdout], ["[ 2, 8 ]", ""]);
  await run(`const url = new URL(${JSON.stringify(`file://${folder}/images/x.txt`)});
%artifact \${url} --name from-url.txt
async function inFunction() {
  %artifact images/x.txt
}
await inFunction();
%track stop`);
  const { artifacts } = summaryOf(kernel, "p/a");
  assert.deepEqual(artifacts.map(({ name, type }) => [name, type]), [
    ["data file.csv", "dataset"],
    ["my images", "artifact"],
    ["data file.csv", "artifact"],
    ["from-url.txt", "artifact"],
    ["x.txt", "artifact"],
  ]);
  for (const { path } of artifacts) {
    assert(fs.existsSync(join(folder, "experiments/p/a", path)), path);
  }
});

kernelTest("%artifact of what is not there is an error", async (kernel) => {
  assert.equal(
    (await kernel.try("%artifact a.csv")).error,
    "Error: Cannot run %artifact: no run is active; start one with %track project/name",
  );
  await kernel.run("%track p/a");
  const wrong: [call: string, message: string][] = [
    ["", "Cannot log an artifact: no path is given, expected %artifact PATH"],
    ["${42}", "Cannot take the path: got 42, expected a text"],
    ["no.csv", 'Cannot log artifact "no.csv": there is no file or directory "no.csv"'],
    ["a b", 'Cannot run %artifact with "b": expected at most 1 argument'],
  ];
  for (const [call, message] of wrong) {
    assert.equal((await kernel.try(`%artifact ${call}`)).error, `TypeError: ${message}`);
  }
});
