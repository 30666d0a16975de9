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

kernelTest(
  "what was forgotten is no longer offered, and nothing is said of an end",
  async (kernel) => {
    await kernel.run("const forgotten = 5;");
    const offered = async (): Promise<unknown> => {
      const { matches } = await kernel.ask("complete_request", { code: "forgott", cursor_pos: 7 });
      return matches;
    };
    assert.deepEqual(await offered(), ["forgotten"]);
    await kernel.run("%reset -f");
    assert.deepEqual(await offered(), []);
    assert.equal((await kernel.run("1")).stderr, "");
  },
);
