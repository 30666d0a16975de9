import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { textsOf, THREE_RUNS } from "./tracked_runs.ts";

kernelTest(
  "%diff shows what differs between two runs, one and the active one, one and that before it",
  async ({ run }) => {
    await run(THREE_RUNS);
    const diff = async (call: string): Promise<string> => textsOf(await run(`%diff ${call}`))[0]!;
    const two = await diff("lr0.1 lr0.01");
    assert.match(
      two,
      /^lr0\.1 → lr0\.01\n\nParameters\n.*\n.*\n {2}lr +0\.1 +0\.01\n {2}optimizer +sgd +adam\n/,
    );
    assert.match(two, /\n {2}val\/loss +1\.05 +★ 0\.15 +-0\.9 /);
    assert.match(await diff("p/lr0.01"), /^lr0\.1 → lr0\.01\n|^lr0\.01 → lr0\.1\n/);
    await run("%track p/active lr=5");
    assert.match(await diff("lr0.1"), /^lr0\.1 → active\n\nParameters\n.*\n.*\n {2}lr +0\.1 +5\n/);
    const { result } = await run("const found = %diff lr0.1 lr0.01\ntypeof found");
    assert.equal(result, '"object"');
  },
);

kernelTest(
  "%diff tells the code that differs, also of cells that have just run",
  async ({ run }) => {
    await run("%track p/one");
    await run("%track p/two");
    await run("const onlyHere = 1;\n%track stop");
    const ended = textsOf(await run("%diff p/one p/two"))[0]!;
    assert.match(ended, /\nCode: 1 file\n {2}± session\.ts\n/);
    assert.match(ended, /\n {2}\+const onlyHere = 1;\n/);
    await run("%track p/three");
    const active = textsOf(await run("const here = 2;\n%diff p/two"))[0]!;
    assert.match(active, /^two → three\n[^]*\n {2}\+const here = 2;\n/);
  },
);

kernelTest("%diff needs runs that are there", async (kernel) => {
  assert.equal(
    (await kernel.try("%diff")).error,
    "TypeError: Cannot compare runs: none is given, expected %diff RUN [RUN]",
  );
  await kernel.run("%track p/one\n%track stop");
  assert.equal(
    (await kernel.try("%diff one")).error,
    "Error: Cannot tell what differs from p/one: there is no run before it, expected the name of another run",
  );
  assert.match(
    (await kernel.try("%diff one nothing")).error!,
    /^Error: Cannot find the run "nothing"/,
  );
});
