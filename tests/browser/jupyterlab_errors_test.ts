import assert from "node:assert/strict";
import { browserTest } from "./mod.ts";

browserTest("JupyterLab: a syntax error is shown at its place, and the next cell runs", [
  "const a = 1;\nconst b = a +;",
  "40 + 2",
], async (notebook) => {
  await notebook.run(0);
  await notebook.ended(0, 1);
  const [shown, ...others] = await notebook.outputTexts(0);
  assert.deepEqual(others, []);
  assert.match(shown!, /SyntaxError/);
  assert.match(shown!, /cell \[1\]/);
  assert.match(shown!, /2 \| const b = a \+;/);
  await notebook.run(1);
  await notebook.ended(1, 2);
  await notebook.assertOutputs(1, ["42"]);
});

browserTest("JupyterLab: an error names the cells it came through, and ends Run All", [
  "function half(value: number): number {\n  if (value % 2) throw new RangeError(`${value} is odd`);\n" +
  "  return value / 2;\n}",
  "console.log('before');\nhalf(3);",
  "'not run'",
], async (notebook) => {
  await notebook.choose("Run", "Run All Cells");
  await notebook.ended(1, 2);
  await notebook.idle();
  const [before, shown, ...others] = await notebook.outputTexts(1);
  assert.equal(before, "before");
  assert.deepEqual(others, []);
  assert.match(shown!, /RangeError: 3 is odd/);
  assert.match(shown!, /2 \| +if \(value % 2\) throw/);
  assert.match(shown!, /half.*cell \[1\]:2:/);
  assert.match(shown!, /cell \[2\]:2:/);
  assert.doesNotMatch(shown!, /src\/session|__labbook/);
  // Colours, not their codes.
  assert.doesNotMatch(shown!, /\[\d+m/);
  assert.notEqual(await notebook.outputs(1).last().locator("[class*=ansi-]").count(), 0);
  assert.equal(await notebook.prompt(2), "[ ]:");
  await notebook.assertOutputs(2, []);
});
