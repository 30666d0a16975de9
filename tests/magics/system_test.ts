import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("!command shows what it prints at its place, both streams in order", async ({ run }) => {
  const { stdout, stderr } = await run(
    "console.log('before')\n!echo one; echo two >&2; echo three\nconsole.log('after')",
  );
  assert.equal(stdout, "before\none\ntwo\nthree\nafter\n");
  assert.equal(stderr, "");
});

kernelTest("a value in a command is one word, whatever is in it", async ({ run }) => {
  await run("const path = `a b; echo injected $(echo injected) 'q' \"d\"`;");
  const { stdout } = await run("!printf '<%s>' ${path} \"${path}\" x");
  const value = "a b; echo injected $(echo injected) 'q' \"d\"";
  assert.equal(stdout, `<${value}><${value}><x>`);
});

kernelTest("an assigned command gives its lines and how it ended", async ({ run }) => {
  const { stdout, stderr, result } = await run(
    "const lines = !printf 'one\\ntwo words\\n'; echo aside >&2; exit 3\n" +
      "[lines, lines.exitCode, lines.text, lines.length]",
  );
  assert.equal(stdout, "");
  assert.equal(stderr, "aside\n");
  assert.equal(result, '[ [ "one", "two words" ], 3, "one\\ntwo words\\n", 2 ]');
});

kernelTest("a command that fails says so, and the cell goes on", async ({ run }) => {
  const { stdout, stderr } = await run("!exit 3\nconsole.log('on')");
  assert.equal(stderr, "The command ended with exit code 3\n");
  assert.equal(stdout, "on\n");
});

kernelTest("colours of a command are kept", async ({ run }) => {
  assert.equal((await run("!printf '\\033[31mred\\033[0m'")).stdout, "\x1b[31mred\x1b[0m");
});

kernelTest("an interrupt ends a command and all that it has started", async (kernel) => {
  const { error, stdout } = await kernel.interruptAt(
    "ready",
    "!sh -c 'echo $$ ready; trap \"\" INT; sleep 100; echo slept'; echo more",
  );
  assert.equal(error, "KeyboardInterrupt: The cell was interrupted");
  const pid = /^(\d+) ready/.exec(stdout)![1]!;
  // It ignores the interrupt, and is killed a moment later.
  await kernel.run(`!while kill -0 ${pid} 2>/dev/null; do sleep 0.05; done`);
});

kernelTest("commands need the permission to", async (kernel) => {
  assert.equal(
    (await kernel.try("!echo hello")).error,
    'NotCapable: Requires run access to "sh", run again with the --allow-run flag',
  );
}, ["--allow-read"]);
