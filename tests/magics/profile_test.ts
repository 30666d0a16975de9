import assert from "node:assert/strict";
import { type CallFrame, type CpuProfile, summarize } from "../../magics/profile.ts";

function frame(functionName: string, url = "cell-1.ts"): CallFrame {
  return { functionName, url, lineNumber: 0, columnNumber: 0 };
}

/** A profile: (root) → main → work → work, main → runtime → work, (idle); samples each 1 s. */
function sampleProfile(samples: number[]): CpuProfile {
  return {
    nodes: [
      { id: 1, callFrame: frame("(root)", ""), children: [2, 7] },
      { id: 2, callFrame: frame("main"), children: [3, 5] },
      { id: 3, callFrame: frame("work"), children: [4] },
      { id: 4, callFrame: frame("work") },
      { id: 5, callFrame: frame("runtime", "ours.ts"), children: [6] },
      { id: 6, callFrame: frame("work") },
      { id: 7, callFrame: frame("(idle)", "") },
    ],
    samples,
    timeDeltas: samples.map((_, index) => index === 0 ? 0 : 1e6),
    startTime: 0,
    endTime: samples.length * 1e6,
  };
}

function times(samples: number[]): Record<string, [self: number, total: number]> {
  const { functions } = summarize(sampleProfile(samples), ({ url }) => url === "ours.ts");
  return Object.fromEntries(
    functions.map(({ frame, self, total }) => [frame.functionName, [self, total]]),
  );
}

Deno.test("a function that calls itself is counted once in its total", () => {
  assert.deepEqual(times([2, 3, 4]), { work: [2, 2], main: [1, 3] });
});

Deno.test("what is left out counts for its caller", () => {
  assert.deepEqual(times([5, 6]), { main: [1, 2], work: [1, 1] });
});

Deno.test("whether a call has a caller is told of those that are not left out", () => {
  const seen: [name: string, hasCaller: boolean][] = [];
  summarize(sampleProfile([]), ({ functionName, url }, hasCaller) => {
    seen.push([`${functionName} of ${url}`, hasCaller]);
    return functionName === "main";
  });
  assert.deepEqual(seen, [
    ["main of cell-1.ts", false],
    ["work of cell-1.ts", false],
    ["work of cell-1.ts", true],
    ["runtime of ours.ts", false],
    ["work of cell-1.ts", true],
  ]);
});

Deno.test("waiting is no computing", () => {
  const { busy, idle } = summarize(sampleProfile([2, 7, 7, 7]), () => false);
  assert.deepEqual([busy, idle], [1, 3]);
});

Deno.test("a profile without samples has no functions", () => {
  assert.deepEqual(summarize(sampleProfile([]), () => false), { functions: [], busy: 0, idle: 0 });
});
