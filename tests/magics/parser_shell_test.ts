import assert from "node:assert/strict";
import { findMagics } from "../../magics/parser/mod.ts";
import { TABLE } from "./parser_shapes.ts";

const COMMANDS = [
  "!ls",
  "!ls -la",
  "! ls -la",
  "!git status",
  "!pip install x",
  "!ls | wc -l",
  "!ls && pwd",
  "!ls > out.txt",
  "!ls *",
  "!ls *.ts",
  "!ls ..",
  "!ls /tmp",
  "!echo it's",
  "!echo ${home} and ${1 + 1}",
  "!echo `date`",
  "!./run.sh",
  "!/bin/sh -c ls",
  "!build.sh",
  "!python -m http.server &",
  "!deno --version",
  "!curl https://example.org/a?b=c",
  "!for f in *; do echo $f; done",
  "!import a.png",
  "!echo $(date)",
  '!"/opt/my program" -x',
];

const CODE = [
  "!ready && go()",
  "!(await f())",
  "!!x",
  "!x()",
  "!a.b.c()",
  "![1].length",
  "!`a`",
  "!/a/.test(b)",
  "!await f",
  "!new A",
  "!typeof a",
  "!function () {}()",
  "!globalThis.a",
  "!true",
  "!ready &&\n  go",
  "!ready\n  && go",
];

Deno.test("a line that is no expression is a command, and so is the name of nothing", () => {
  for (const command of COMMANDS) {
    for (
      const source of [
        command,
        `f()\n${command}\ng()`,
        `{\n  ${command}\n}`,
        `const a = ${command}`,
      ]
    ) {
      const found = findMagics(source, TABLE).map(({ name, start, end }) => [
        name,
        source.slice(start, end),
      ]);
      assert.deepEqual(found, [["system", command]], source);
    }
  }
});

Deno.test("a line that is an expression stays code", () => {
  for (const code of CODE) {
    for (const source of [code, `f()\n${code}\ng()`, `const a = ${code}`]) {
      assert.deepEqual(findMagics(source, TABLE), [], source);
    }
  }
});

Deno.test("a variable's name makes a line code that could be a command", () => {
  const isDeclared = (name: string): boolean => name === "ready";
  for (
    const code of ["!ready", "!ready ? a : b", "!ready - 1", "const a = !ready", "ready = !ready"]
  ) {
    assert.deepEqual(findMagics(code, TABLE, isDeclared), [], code);
  }
  assert.equal(findMagics("!ready -x y", TABLE, isDeclared).length, 1);
  for (
    const code of [
      "const ready = f()\n!ready",
      "let ready = true;\nready = !ready",
      "function f(ready: boolean) {\n  return !ready\n}",
      "a.some((ready) => {\n  const b = !ready\n  return b\n})",
    ]
  ) assert.deepEqual(findMagics(code, TABLE), [], code);
});

Deno.test("const ls = !ls calls the command, also when the cell runs again", () => {
  const [found] = findMagics("const ls = !ls", TABLE, (name) => name === "ls");
  assert.equal(found!.place, "assigned");
});

Deno.test("an operator at the start of a line is none", () => {
  for (const code of ["a\n!= b", "a\n!== b", "(a,\n!ls)", "!", "!\nf()"]) {
    assert.deepEqual(findMagics(code, TABLE), [], code);
  }
});

Deno.test("without a magic for commands ! is always code", () => {
  const table = new Map([...TABLE].filter(([name]) => name !== "system"));
  assert.deepEqual(findMagics("!ls -la", table), []);
});
