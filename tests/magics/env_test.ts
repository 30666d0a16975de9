import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%env reads and sets variables of the session", async (kernel) => {
  const { run } = kernel;
  assert.equal((await run("%env LABBOOK_TEST=two words")).stdout, "env: LABBOOK_TEST=two words\n");
  assert.equal((await run("%env LABBOOK_TEST")).stdout, "two words\n");
  assert.equal((await run("const value = %env LABBOOK_TEST\nvalue")).result, '"two words"');
  assert.equal((await run('Deno.env.get("LABBOOK_TEST")')).result, '"two words"');
  assert.equal((await run("!echo $LABBOOK_TEST")).stdout, "two words\n");

  assert.equal(
    (await run("const n = 3;\n%env LABBOOK_TEST=${n + 1}")).stdout,
    "env: LABBOOK_TEST=4\n",
  );
  assert.equal((await run("%env LABBOOK_TEST = a=b")).stdout, "env: LABBOOK_TEST=a=b\n");

  assert.equal(
    (await kernel.try("%env LABBOOK_MISSING")).error,
    'Error: Cannot read the environment variable "LABBOOK_MISSING": it is not set, expected one ' +
      "that %env lists",
  );
  assert.equal(
    (await kernel.try("%env =x")).error,
    'TypeError: Cannot set an environment variable: got "=x", expected NAME=value',
  );
});

kernelTest("%env alone lists all variables, and hides what is secret", async ({ run }) => {
  const { stdout } = await run("%env LABBOOK_TOKEN=secret\n%env LABBOOK_PLAIN=shown");
  assert.equal(stdout, "env: LABBOOK_TOKEN=<hidden>\nenv: LABBOOK_PLAIN=shown\n");
  assert.equal((await run("%env LABBOOK_TOKEN")).stdout, "secret\n");
  const { result } = await run("const all = %env\n[all.LABBOOK_TOKEN, all.LABBOOK_PLAIN]");
  assert.equal(result, '[ "<hidden>", "shown" ]');
});

kernelTest("%env needs the permission to", async (kernel) => {
  assert.equal(
    (await kernel.try("%env HOME")).error,
    'NotCapable: Requires env access to "HOME", run again with the --allow-env flag',
  );
}, ["--allow-read"]);
