import assert from "node:assert/strict";
import { nearest } from "../../src/registry/mod.ts";

Deno.test("nearest() finds what a misspelt word means, or nothing", () => {
  const names = ["hidden-16", "linear", "slow", "penguins/linear"];
  const cases: [string, string | undefined][] = [
    ["linaer", "linear"],
    ["hiden", "hidden-16"],
    ["SLOW", "slow"],
    ["penguin/linear", "penguins/linear"],
    ["something", undefined],
    ["x", undefined],
  ];
  for (const [word, expected] of cases) assert.equal(nearest(word, names), expected, word);
});
