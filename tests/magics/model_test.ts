import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { kernelTest } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

kernelTest("%model stores values, bytes and files as models of the run", async (kernel) => {
  const { run, folder } = kernel;
  fs.writeFileSync(join(folder, "weights.bin"), "abc");
  const stored = await run(`%track p/a
const model = { weights: [1, 2] };
%model final \${model}
%model bytes \${new Uint8Array([1, 2, 3])}
%model file weights.bin`);
  assert.equal(
    stored.stdout,
    "models/final.json (version 1, 18 bytes)\nmodels/bytes (version 1, 3 bytes)\n" +
      "models/file (version 1, 3 bytes)\n",
  );
  const again = await run("model.weights = [3];\nconst entry = %model final ${model}\nentry.path");
  assert.deepEqual([again.result, again.stdout], ['"models/final-2.json"', ""]);
  await run("%track stop");
  const { models } = summaryOf(kernel, "p/a");
  assert.deepEqual(models.map(({ name, version }) => `${name} ${version}`), [
    "final 1",
    "bytes 1",
    "file 1",
    "final 2",
  ]);
  const read = (path: string): string =>
    fs.readFileSync(join(folder, "experiments/p/a", path), "utf8");
  assert.deepEqual(JSON.parse(read("models/final.json")), { weights: [1, 2] });
});

kernelTest("%model needs a name and a model", async (kernel) => {
  await kernel.run("%track p/a");
  const expected = "Cannot log a model: expected its name and the model, %model NAME ${model}";
  const wrong: [call: string, message: string][] = [
    ["", expected],
    ["one", expected],
    ["${1} ${2}", "Cannot take the model's name: got 1, expected a text"],
    ["x no.bin", 'Cannot log model "x": there is no file or directory "no.bin"'],
    ["../x ${1}", 'Cannot use "../x" as the model name: it would leave the run\'s model folder'],
  ];
  for (const [call, message] of wrong) {
    assert.equal((await kernel.try(`%model ${call}`)).error, `TypeError: ${message}`);
  }
});
