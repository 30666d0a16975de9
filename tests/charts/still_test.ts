/** Pictures of charts have no part in what follows the mouse. @module */

import assert from "node:assert/strict";
import { compare } from "../../src/charts/mod.ts";
import { stillSpec } from "../../src/charts/spec/still.ts";
import { tempDir } from "../helpers/mod.ts";
import { FOUR_RUNS, writeRuns } from "./comparison_runs.ts";
import { compileMessages } from "./compile_spec.ts";
import { curves } from "./render_sample.ts";

for (const kind of ["curves", "scatter"] as const) {
  Deno.test(`a picture of ${kind} has neither tooltips nor zoom nor what can be picked`, async () => {
    using dir = tempDir();
    const { spec } = await compare(undefined, { kind, baseDir: writeRuns(dir, FOUR_RUNS) });
    const still = stillSpec(spec!);
    assert.deepEqual(compileMessages(still), []);
    const text = JSON.stringify(still);
    assert.doesNotMatch(text, /"(params?|tooltip|clip|condition)"|"overview"|"hover\d"|drag here/);
    for (const part of ['"legend":{', '"axis":{', '"title":{"text":"val/loss"']) {
      assert.ok(text.includes(part), part);
    }
    assert.match(JSON.stringify(spec), /"param":"picked"/, "the chart itself is as it was");
  });
}

Deno.test("charts that are no comparisons are drawn as they are", () => {
  const spec = curves(["a", "b"]);
  assert.equal(stillSpec(spec), spec);
});
