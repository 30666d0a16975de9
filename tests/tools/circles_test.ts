import assert from "node:assert/strict";
import { findCircles } from "../../tools/circles.ts";

Deno.test("findCircles() finds the shortest circles, until no node on one is left", () => {
  assert.deepEqual(findCircles([["a", "b"], ["b", "c"], ["a", "c"]]), []);
  assert.deepEqual(
    findCircles([["x", "a"], ["a", "b"], ["b", "c"], ["c", "a"], ["b", "a"], ["p", "q"], [
      "q",
      "p",
    ]]),
    [["a", "b", "a"], ["c", "a", "b", "c"], ["p", "q", "p"]],
  );
});
