import assert from "node:assert/strict";
import { formatCounts, RunnerOutput } from "../../tools/closing_line.ts";

function read(text: string, code: number): string {
  const output = new RunnerOutput();
  // One character at a time: pieces of a stream end anywhere.
  for (const character of text) output.add(character);
  return formatCounts(output.counts(code));
}

Deno.test("RunnerOutput reads the closing line with all its parts", () => {
  assert.equal(read("ok | 12 passed | 0 failed (1s)\n\n", 0), "12 passed, 0 failed");
  assert.equal(
    read(
      "FAILED | 5 passed (1 step) | 1 failed (2 steps) | 3 ignored (1 step) | 9 filtered out",
      1,
    ),
    "5 passed, 1 failed, 3 skipped",
  );
  assert.equal(
    read("\x1b[0m\x1b[32mok\x1b[0m | 2 passed | 0 failed \x1b[38;5;245m(9ms)\x1b[0m\r\n", 0),
    "2 passed, 0 failed",
  );
});

Deno.test("RunnerOutput is not misled by what tests print", () => {
  const text = "ok | 99 passed | 0 failed (1ms)\nFAILED | 1 passed | 2 failed (3ms)\nlast words\n";
  assert.equal(read(text, 1), "1 passed, 2 failed");
});

Deno.test("RunnerOutput counts a runner that broke as a failure", () => {
  assert.equal(read("", 1), "0 passed, 1 failed");
  assert.equal(read("", 0), "0 passed, 1 failed");
  assert.equal(read("ok | 3 passed | 0 failed (1ms)\n", 134), "3 passed, 1 failed");
});

Deno.test("RunnerOutput collects the names of ignored tests, not of steps", () => {
  const output = new RunnerOutput();
  output.add("pandas reads it ... ignored (0ms)\n  a step ... ignored (0ms)\nx ... ok (1ms)\n");
  assert.deepEqual(output.skipped, ["pandas reads it"]);
});
