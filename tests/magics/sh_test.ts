import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%%sh runs a script, which has variables of its own", async ({ run }) => {
  const { stdout } = await run('%%sh\nx=5\nfor i in 1 2; do\n  echo "$i ${x}"\ndone');
  assert.equal(stdout, "1 5\n2 5\n");
});

kernelTest("%%sh hands arguments to its script", async ({ run }) => {
  await run("const file = 'my file; echo injected';");
  const { stdout } = await run('%%sh ${file} second\nprintf \'<%s>\' "$1" "$2"');
  assert.equal(stdout, "<my file; echo injected><second>");
});

kernelTest("a script that fails is an error", async (kernel) => {
  const { error, stdout } = await kernel.try("%%sh\necho first\nfalse");
  assert.equal(
    error,
    "Error: Cannot run the script to its end: its exit code is 1, expected 0",
  );
  assert.equal(stdout, "first\n");
});

kernelTest("an interrupt ends a script", async (kernel) => {
  const { error } = await kernel.interruptAt("ready", "%%sh\necho ready\nsleep 100\necho more");
  assert.equal(error, "KeyboardInterrupt: The cell was interrupted");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});
