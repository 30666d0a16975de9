import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%reset asks, and forgets all variables", async (kernel) => {
  const { run, questions } = kernel;
  await run("const x = 5;");
  kernel.answer = "n";
  assert.equal((await run("%reset")).stdout, "Nothing done.\n");
  assert.deepEqual(questions, ["All variables will be forgotten. Are you sure? (y/N) "]);
  assert.equal((await run("x")).result, "5");

  kernel.answer = "y";
  await run("%reset");
  assert.equal((await run("typeof x")).result, '"undefined"');
});

kernelTest("%reset -f does not ask", async (kernel) => {
  await kernel.run("const x = 5;");
  await kernel.run("%reset -f");
  assert.deepEqual(kernel.questions, []);
  assert.equal((await kernel.run("typeof x")).result, '"undefined"');
});
