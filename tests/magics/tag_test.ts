import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

kernelTest("%tag adds tags to the run, each once", async (kernel) => {
  await kernel.run(`%track p/a --tags first
%tag good "two words" \${"from " + "code"} good <b>
%track stop`);
  assert.deepEqual(summaryOf(kernel, "p/a").tags, [
    "first",
    "good",
    "two words",
    "from code",
    "<b>",
  ]);
});

kernelTest("%tag needs a tag, and a run", async (kernel) => {
  assert.equal(
    (await kernel.try("%tag a")).error,
    "Error: Cannot run %tag: no run is active; start one with %track project/name",
  );
  await kernel.run("%track p/a");
  const wrong: [call: string, message: string][] = [
    ["", "Cannot tag: no tag is given, expected %tag TAG …"],
    ['""', 'Cannot set the tag "" (string): a tag is a string of 1 to 100 characters'],
    ["${5}", "Cannot take a tag: got 5, expected a text"],
    ["a=1", 'Cannot run %tag with "a=1": expected no key=value'],
  ];
  for (const [call, message] of wrong) {
    assert.equal((await kernel.try(`%tag ${call}`)).error, `TypeError: ${message}`);
  }
});
