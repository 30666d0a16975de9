import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { startHeadlessKernel } from "../../src/kernel/mod.ts";
import type { Execution } from "../../src/kernel/execution.ts";
import type { Diagnostic } from "../../src/kernel/language/mod.ts";
import { TypeWarnings } from "../../src/kernel/type_warnings.ts";
import { typecheckSetting } from "../../src/kernel/typecheck_setting.ts";
import { tempDir } from "../helpers/mod.ts";

/** Starts a kernel that checks types, and runs cells in it: their messages as short texts. */
async function typed(): Promise<
  AsyncDisposable & { run(code: string, cellId?: string): Promise<string[]> }
> {
  const dir = tempDir();
  const kernel = await startHeadlessKernel({
    permissions: ["-A"],
    cwd: dir.path,
    typecheck: true,
  });
  return {
    async run(code, cellId) {
      const said: string[] = [];
      const reply = await kernel.execute(code, {
        ...cellId === undefined ? {} : { cellId },
        onMessage: ({ msg_type, content }) => {
          if (msg_type === "stream") {
            said.push(`${content.name}: ${stripVTControlCharacters(String(content.text))}`);
          } else if (msg_type === "error") said.push(`${content.ename}: ${content.evalue}`);
        },
      });
      return [...said, reply.status];
    },
    async [Symbol.asyncDispose]() {
      await kernel.shutdown();
      dir[Symbol.dispose]();
    },
  };
}

Deno.test("type errors of a cell are shown as errors are, and stop nothing", async () => {
  await using kernel = await typed();
  assert.deepEqual(await kernel.run("const n: number = 5;", "a"), ["ok"]);
  const wrong = 'console.log("runs");\nconst text: string = n;\n\nn.nothing;';
  const found = [
    "stdout: runs\n",
    `\
stderr: Type error TS2322: Type 'number' is not assignable to type 'string'.
cell [2], line 2, column 7
  1 | console.log("runs");
> 2 | const text: string = n;
    |       ^
  3 |
  4 | n.nothing;

Type error TS2339: Property 'nothing' does not exist on type 'number'.
cell [2], line 4, column 3
  2 | const text: string = n;
  3 |
> 4 | n.nothing;
    |   ^
`,
    "ok",
  ];
  assert.deepEqual(await kernel.run(wrong, "b"), found);
  // The cell that runs again takes its own place, with or without an id.
  const again = found.map((text) => text.replaceAll("cell [2]", "cell [3]"));
  assert.deepEqual(await kernel.run(wrong, "b"), again);
  const anonymous = found.map((text) => text.replaceAll("cell [2]", "cell [4]"));
  assert.deepEqual(await kernel.run(wrong), anonymous);
});

Deno.test("a warning follows the error of its cell, and does not come where the cell is no program", async () => {
  await using kernel = await typed();
  const [error, warning, status] = await kernel.run(
    "const a: string = 1;\nthrow new Error('on purpose')",
  );
  assert.match(warning!, /^stderr: Type error TS2322: [^]*cell \[1\], line 1, column 7\n/);
  assert.deepEqual([error, status], ["Error: on purpose", "error"]);
  assert.deepEqual(await kernel.run("const = 1"), ['SyntaxError: Unexpected token "="', "error"]);
});

Deno.test("of many type errors the first ten are shown", async () => {
  await using kernel = await typed();
  const lines = Array.from({ length: 12 }, (_, index) => `const n${index}: string = ${index};`);
  const [text] = await kernel.run(lines.join("\n"));
  assert.equal(text!.match(/^.*Type error TS2322/gm)?.length, 10);
  assert.match(text!, /\n… 2 more type errors\n$/);
});

/** A cell that runs, as far as its check needs it. */
function execution(code: string, msgId: string): Execution {
  const request = { code, silent: false, cellId: "a" };
  return { request, message: { header: { msg_id: msgId } }, label: "cell" } as Execution;
}

Deno.test("what a check finds late is shown in its cell, unless that runs again", async () => {
  const answers: ((found: Diagnostic[]) => void)[] = [];
  const shown: [string | undefined, string][] = [];
  const failures: unknown[] = [];
  const diagnose = (): Promise<Diagnostic[]> => new Promise((resolve) => answers.push(resolve));
  const warnings = new TypeWarnings(
    { diagnose },
    { stream: (parent, _, text) => shown.push([parent?.msg_id, text.split(":")[1]!]) },
    () => true,
    (error) => failures.push(error),
  );
  const found = (message: string): Diagnostic[] => [
    { line: 1, column: 1, endLine: 1, endColumn: 2, code: "TS1", severity: "error", message },
  ];
  const first = warnings.start(execution("x", "first"));
  await first?.show(false);
  const second = warnings.start(execution("x", "second"));
  await second?.show(false);
  answers[0]!(found("old"));
  answers[1]!(found("new"));
  await warnings.settled();
  assert.deepEqual(shown.map(([parent, text]) => [parent, text.split("\n")[0]]), [
    ["second", " new"],
  ]);
  assert.deepEqual(failures, []);
});

Deno.test("type errors are shown where the kernelspec or the saved notebook says so", () => {
  using dir = tempDir();
  const path = dir.write("a.ipynb", '{ "metadata": {} }');
  const isOn = typecheckSetting(false, path);
  assert.equal(isOn(), false);
  dir.write("a.ipynb", '{ "metadata": { "labbook": { "typecheck": true } } }');
  assert.equal(isOn(), true);
  dir.write("a.ipynb", "half of a notebook");
  assert.equal(isOn(), true);
  dir.write("a.ipynb", '{ "metadata": { "labbook": { "typecheck": "yes" } }, "cells": [] }');
  assert.equal(isOn(), false);
  assert.equal(typecheckSetting(true, path)(), true);
  assert.equal(typecheckSetting(false, undefined)(), false);
});
