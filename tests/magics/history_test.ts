import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%history lists cells by number, text and count", async (kernel) => {
  const { run, folder } = kernel;
  await run("const alpha = 1;");
  await run("for (const x of [1]) {\n  x;\n}");
  await run("const beta = 2;");
  assert.equal(
    (await run("%history -n")).stdout,
    "   1: const alpha = 1;\n   2:\nfor (const x of [1]) {\n  x;\n}\n   3: const beta = 2;\n",
  );
  assert.equal((await run("%history 1 3")).stdout, "const alpha = 1;\nconst beta = 2;\n");
  assert.equal((await run("%history -g for*x;")).stdout, "for (const x of [1]) {\n  x;\n}\n");
  assert.equal(
    (await run("%history -l 2 1-3")).stdout,
    "for (const x of [1]) {\n  x;\n}\nconst beta = 2;\n",
  );
  assert.equal((await run("const cells = %history 1 3\ncells.length")).result, "2");

  await run("%history -f cells.ts 1 3");
  assert.equal(Deno.readTextFileSync(`${folder}/cells.ts`), "const alpha = 1;\nconst beta = 2;\n");
  assert.equal(
    (await kernel.try("%history -f cells.ts 1")).error,
    'Error: Cannot write the history into "cells.ts": the file exists',
  );
  assert.equal(
    (await kernel.try("%history -l 0")).error,
    'RangeError: Cannot run %history: --last is "0", expected a whole number from 1',
  );
});
