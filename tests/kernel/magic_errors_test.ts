/** Errors of magics, as a cell shows them. @module */
import assert from "node:assert/strict";
import { kernelTest } from "../magics/magic_kernel.ts";

/** Cells, with their error and the first line that is shown behind the place. */
const ERRORS: [cell: string, error: string, shown: string][] = [
  [
    "const x = 1;\n%track p/a --tgas x",
    'TypeError: Cannot run %track with "--tgas": expected --tags, or another of its options',
    "line 2, column 1",
  ],
  [
    "function f() {\n  %log loss=x\n}\nf();",
    'TypeError: Cannot take the metric loss: got "x", expected a number',
    "line 2, column 3",
  ],
  [
    "const o: any = null;\nif (!o) {\n  %log loss=${o.value}\n}",
    "TypeError: Cannot read properties of null (reading 'value')",
    "line 3, column 3",
  ],
  [
    "const found = %best",
    "TypeError: Cannot tell the best run: no metric is given, expected %best METRIC",
    "line 1, column 1",
  ],
  [
    "%trakc p/a",
    "UnknownMagicError: Cannot run %trakc: there is no such magic; did you mean %track?",
    "line 1, column 1",
  ],
  [
    "%%trakc p/a\nf();",
    "UnknownMagicError: Cannot run %%trakc: there is no such magic; did you mean %%track?",
    "line 1, column 1",
  ],
  [
    "f();\n  %completely_else",
    "UnknownMagicError: Cannot run %completely_else: there is no such magic; %lsmagic lists all",
    "line 2, column 3",
  ],
  [
    "%%log a=1",
    "MagicSyntaxError: Cannot run %%log for a cell: expected %log, which stands for a line",
    "line 1, column 1",
  ],
  [
    "%track p/a lr=${1",
    "MagicSyntaxError: Cannot read the arguments of %track: expected } for each ${",
    "line 1, column 15",
  ],
  [
    '%track p/a lr="abc',
    'TypeError: Cannot run %track with "lr=\\"abc": expected a closing "',
    "line 1, column 1",
  ],
  [
    "%track p/a lr=${a b}",
    'SyntaxError: Unexpected token, expected ","',
    "line 1, column 1",
  ],
];

kernelTest(
  "an error of a magic shows the user's line, and nothing of how magics work",
  async (kernel) => {
    for (const [index, [cell, error, shown]] of ERRORS.entries()) {
      const failed = await kernel.try(cell);
      assert.equal(failed.error, error, cell);
      assert(failed.traceback.includes(`cell [${index + 1}], ${shown}\n`), failed.traceback);
      assert.doesNotMatch(failed.traceback, /__labbook|magics\/|src\/|file:/);
    }
  },
);

kernelTest("the calls that led to a magic are those of the cell", async (kernel) => {
  const { traceback } = await kernel.try(
    "async function show(name: string) {\n  %run ${name}\n}\nawait null;\nawait show('nothing');",
  );
  assert.match(
    traceback,
    /^Error: Cannot find the run "nothing" in .*\ncell \[1\], line 2, column 3\n/,
  );
  assert.match(traceback, /\n {4}at async show \(cell \[1\]:2:3\)\n {4}at async cell \[1\]:5:1$/);
});

kernelTest(
  "a magic that takes no time works in any function, and says so where it cannot",
  async (kernel) => {
    await kernel.run(`%track p/a
function record(loss: number) {
  %log loss=\${loss}
  %param last=\${loss}
  %tag seen
  return loss;
}
[1, 2].forEach((loss) => {
  %log twice=\${loss * 2}
});
function* steps() {
  %log steps=1
  yield 1;
}
[record(3), ...steps()];`);
    const wait = (call: string): string =>
      `MagicSyntaxError: Cannot run ${call} in a function that is not async: expected "async" before ` +
      "the function";
    const cells: [cell: string, call: string, place: string][] = [
      ["[1].forEach((lr) => {\n  %track p/b lr=${lr}\n});", "%track", "line 2, column 3"],
      [
        "const list = () => {\n  const all = %runs\n  return all;\n};",
        "%runs",
        "line 2, column 15",
      ],
      ["function list() {\n  !ls\n}", "!command", "line 2, column 3"],
    ];
    for (const [cell, call, place] of cells) {
      const { error, traceback } = await kernel.try(cell);
      assert.equal(error, wait(call), cell);
      assert(traceback.includes(place), traceback);
    }
    for (const own of ["await f();\n  %log a=1", "%log a=${await f()}", "%time await f()"]) {
      const { error } = await kernel.try(`function wrong() {\n  ${own}\n}`);
      assert.equal(error, "SyntaxError: Unexpected reserved word 'await'", own);
    }
    const asynchronous = await kernel.run(`class Trainer {
  async *train() {
    %track p/c
    yield tracker.name;
  }
}
let seen;
for await (const name of new Trainer().train()) seen = name;
seen`);
    assert.equal(asynchronous.result, '"c"');
  },
);

kernelTest("an error of a magic can be caught", async (kernel) => {
  const { result } = await kernel.run(`let caught;
try {
  %run nothing
} catch (error) {
  caught = (error as Error).message;
}
caught!.includes("nothing")`);
  assert.equal(result, "true");
});
