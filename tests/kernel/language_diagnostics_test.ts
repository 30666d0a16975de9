import assert from "node:assert/strict";
import { type Diagnostic, LanguageHelp } from "../../src/kernel/language/mod.ts";
import { MagicCells } from "../../src/kernel/magics/mod.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("type errors are found across cells, and what is right in a notebook is none", async () => {
  using dir = tempDir();
  const magics = new MagicCells();
  const help = new LanguageHelp({
    cwd: dir.path,
    live: () => undefined,
    blank: (code) => magics.blank(code),
  });
  const short = (found: Diagnostic[]) => found.map(({ line, code }) => [line, code]);
  assert.deepEqual(await help.diagnose("%track a\nconst wide = '🎉'; const n: string = 5;"), [{
    line: 2,
    column: 26,
    endLine: 2,
    endColumn: 27,
    code: "TS2322",
    severity: "error",
    message: "Type 'number' is not assignable to type 'string'.",
  }]);
  help.executed(
    "const n = 5; let later; interface P { q: number }; function f(a: string) {}",
    "one",
  );
  help.executed("enum E { a }; class C {}; import { x } from './missing.ts';", "two");
  const right = [
    "const n = 'again'; n.charAt(0);",
    "interface P { r: string }; const p: P = { r: '' };",
    "await 1; for await (const one of [1]) console.log(one);",
    "console.log(import.meta.url); const unused = 1;",
    "import lodash from 'npm:a-package-nobody-has@1.0.0'; lodash.map;",
    "enum E { b }; class C { one = E.b }; new C().one; function f(a: number) { return a }; f(1);",
    "later = 5;",
    "export const shown = 1; using nothing = null;",
    "const name = 'mine'; const status = 1; function close() {}; close(); name.charAt(status);",
    "%%time\n%who\nn.toFixed();",
  ];
  for (const code of right) assert.deepEqual(short(await help.diagnose(code)), [], code);
  assert.deepEqual(short(await help.diagnose("f(\nn);")), [[2, "TS2345"]]);
  assert.deepEqual(short(await help.diagnose("const p: P = { q: '' };")), [[1, "TS2322"]]);
  assert.deepEqual(short(await help.diagnose("missing;")), [[1, "TS2304"]]);
  assert.deepEqual(short(await help.diagnose("later = 1;\nlet a = 1; let a = 2;")), [
    [2, "TS2451"],
    [2, "TS2451"],
  ]);
  assert.deepEqual(short(await help.diagnose("const n: string = 7;", "one")), [[1, "TS2322"]]);
  await help.close();
});
