import { deepEqual } from "node:assert/strict";
import { murmur2 } from "../../src/kernel/debugger/murmur2.ts";

Deno.test("the hash of a cell is the one that JupyterLab computes", () => {
  // Answers of packages/debugger/src/hash.ts of JupyterLab.
  const answers: [string, number, number][] = [
    ["", 3990065800, 418427652],
    ["a", 2167009006, 834694889],
    ["ab", 2805137849, 778022373],
    ["abc", 3350977461, 2128317430],
    ["abcd", 804720481, 2547506279],
    ["const x = 1;\nconsole.log(x);", 361870433, 3008179259],
    ["const 你 = '😀é';", 1004669309, 1496313148],
    ["x".repeat(1000), 2976633443, 3339380067],
  ];
  for (const [text, kernel, other] of answers) {
    deepEqual([murmur2(text, 0xc70f6907), murmur2(text, 17)], [kernel, other], text.slice(0, 40));
  }
});
