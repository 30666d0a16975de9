/** Magics of the user's own. @module */
import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

const IMPORT = `import { registerMagic } from ${
  JSON.stringify(import.meta.resolve("../../mod.ts"))
};`;

kernelTest(
  "a magic that was registered is called with its arguments, and shows what it returns",
  async ({ run }) => {
    await run(`${IMPORT}
registerMagic("tell", (request) => request);
registerMagic("later", async () => (await Promise.resolve("later")));`);
    const called = await run("const n = 5;\n%tell a 'b c' key=[1] --flag --to x ${n}");
    assert.equal(
      called.displays[0]!.data["text/plain"],
      `{
  kind: "line",
  positional: [ "a", "b c", 5 ],
  pairs: { key: [ 1 ] },
  options: { flag: true, to: "x" },
  text: "a 'b c' key=[1] --flag --to x 5"
}`,
    );
    const cell = await run("%%tell x\nsome\n%text");
    assert.match(
      String(cell.displays[0]!.data["text/plain"]),
      /kind: "cell"[^]*body: "some\\n%text"/,
    );
    assert.equal((await run("%later")).stdout, "later\n");
    const assigned = await run("const value = %later\nvalue");
    assert.deepEqual([assigned.result, assigned.stdout], ['"later"', ""]);
  },
);

kernelTest("what it throws shows where", async (kernel) => {
  await kernel.run(
    `${IMPORT}\nregisterMagic("fails", () => {\n  throw new RangeError("own");\n});`,
  );
  const { error, traceback } = await kernel.try("const x = 1;\n%fails");
  assert.equal(error, "RangeError: own");
  assert.match(traceback, /cell \[1\], line 3, column 9\n[^]*\n {4}at cell \[2\]:2:1$/);
});

kernelTest(
  "it may have the name of one that is there, and is forgotten with its session",
  async (kernel) => {
    await kernel.run(
      `${IMPORT}\nregisterMagic("pwd", () => "mine");\nregisterMagic("gone", () => "x");`,
    );
    assert.equal((await kernel.run("%pwd")).stdout, "mine\n");
    await kernel.run("%reset -f");
    assert.match((await kernel.run("%pwd")).stdout, /^\/.*\n$/);
    assert.equal(
      (await kernel.try("%gone")).error,
      "UnknownMagicError: Cannot run %gone: there is no such magic; %lsmagic lists all",
    );
  },
);
