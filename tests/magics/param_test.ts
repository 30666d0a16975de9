import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

kernelTest(
  "%param logs values as JSON where they are JSON, and what variables hold",
  async (kernel) => {
    await kernel.run(`%track p/a lr=1
const config = { layers: [64, 32] };
%param lr=0.1 optimizer=adam config=\${config} "two words"="a b" list=[1,"b"] __proto__={"x":1}
%track stop`);
    const { params, param_changes: changes } = summaryOf(kernel, "p/a");
    assert.deepEqual(Object.entries(params), [
      ["lr", 0.1],
      ["optimizer", "adam"],
      ["config", { layers: [64, 32] }],
      ["two words", "a b"],
      ["list", [1, "b"]],
      ["__proto__", { x: 1 }],
    ]);
    assert.equal(changes.length, 1);
  },
);

kernelTest(
  "%param without values, without a run, or of what holds itself is an error",
  async (kernel) => {
    assert.equal(
      (await kernel.try("%param a=1")).error,
      "Error: Cannot run %param: no run is active; start one with %track project/name",
    );
    await kernel.run("%track p/a\nconst self: Record<string, unknown> = {};\nself.self = self;");
    const wrong: [call: string, error: string][] = [
      ["", "Cannot log parameters: none is given, expected such as %param lr=0.1"],
      ["x", 'Cannot run %param with "x": expected key=value'],
      ["a=1 b=${self}", "Cannot log parameters: the value contains itself at .b.self"],
    ];
    for (const [call, message] of wrong) {
      assert.equal((await kernel.try(`%param ${call}`)).error, `TypeError: ${message}`);
    }
    await kernel.run("%track stop");
    assert.deepEqual(summaryOf(kernel, "p/a").params, {});
  },
);
