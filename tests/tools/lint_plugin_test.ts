import assert from "node:assert/strict";
import plugin from "../../tools/lint_plugin.ts";

function messages(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ message, range }) =>
    `${source.slice(...range)}: ${message}`
  );
}

const ONLY = "Only the session, the kernel, the command line and magics may use Deno freely";

Deno.test("no-deno-global refuses Deno as a value and as a type", () => {
  for (
    const file of [
      "mod.ts",
      "src/store/a.ts",
      "src/backends/tensorboard/b.ts",
      "magics/parser/c.ts",
    ]
  ) {
    assert.deepEqual(messages(file, "Deno.pid; typeof Deno;"), [`Deno: ${ONLY}`, `Deno: ${ONLY}`]);
    assert.deepEqual(messages(file, "let x: Deno.FsFile;"), [`Deno: ${ONLY}`]);
    assert.deepEqual(messages(file, "const { pid } = Deno;"), [`Deno: ${ONLY}`]);
  }
});

Deno.test("no-deno-global accepts globalThis.Deno only where it may be missing", () => {
  const file = "src/snapshot/a.ts";
  assert.deepEqual(messages(file, "globalThis.Deno?.version.deno; const d = globalThis.Deno;"), []);
  assert.deepEqual(messages(file, "globalThis.Deno.version;"), [
    "globalThis.Deno.version: Deno may be missing here",
  ]);
});

Deno.test("no-deno-global overlooks names, strings and comments", () => {
  const source = `// Deno.pid
    const s = "Deno.pid"; const o = { Deno: 1 }; o.Deno; type T = { Deno?: unknown };`;
  assert.deepEqual(messages("src/tracker/a.ts", source), []);
});

Deno.test("no-deno-global lets the session, the kernel, the command line, magics and tests be", () => {
  for (
    const file of [
      "src/session/a.ts",
      "src/kernel/a.ts",
      "src/cli/main.ts",
      "magics/a.ts",
      "tests/a.ts",
    ]
  ) {
    assert.deepEqual(messages(file, "Deno.pid;"), []);
  }
});
