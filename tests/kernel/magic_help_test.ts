/** What frontends are told of magics that are typed: help, and whether a cell is finished. @module */
import assert from "node:assert/strict";
import { kernelTest } from "../magics/magic_kernel.ts";

kernelTest("%name? shows the help of a magic, in all its forms", async ({ run }) => {
  for (const cell of ["%track?", "?%track", "%%track?", "%track??", " %track ? "]) {
    const { payload, displays } = await run(cell);
    assert.equal(displays.length, 0);
    assert.equal(payload.length, 1);
    const { source, data } = payload[0] as { source: string; data: Record<string, string> };
    assert.equal(source, "page");
    assert.match(data["text/plain"]!, /^%track \[project\/\]name .*\n%track stop\n.*--tags A,B/s);
    assert.match(data["text/html"]!, /^<div><pre>%track \[project/);
  }
});

kernelTest("the help of a magic that is not there says which one is meant", async (kernel) => {
  const { error, traceback } = await kernel.try("%trakc?");
  assert.equal(
    error,
    "UnknownMagicError: Cannot run %trakc: there is no such magic; did you mean %track?",
  );
  assert.match(traceback, /cell \[1\], line 1, column 1\n> 1 \| %trakc\?\n/);
});

kernelTest("a user's own magic shows the help that it was given, as text", async ({ run, ask }) => {
  await run(
    `const { registerMagic } = await import(${JSON.stringify(import.meta.resolve("../../mod.ts"))});
registerMagic("greet", () => {}, { help: "%greet <b>NAME</b>" });
registerMagic("bare", () => {});`,
  );
  const [page] = (await run("%greet?")).payload;
  assert.deepEqual(page!.data, {
    "text/plain": "%greet <b>NAME</b>",
    "text/html": "<pre>%greet &lt;b>NAME&lt;/b></pre>",
  });
  const found = await ask("inspect_request", { code: "%bare", cursor_pos: 3, detail_level: 0 });
  assert.equal(
    (found.data as Record<string, string>)["text/plain"],
    "%bare is a magic of this notebook's own.",
  );
});

kernelTest("a magic is inspected wherever the cursor is in it", async ({ run, ask }) => {
  await run("const lr = 0.25;");
  const inspect = async (marked: string): Promise<string | undefined> => {
    const [before, behind] = marked.split("|") as [string, string];
    const { found, data } = await ask("inspect_request", {
      code: before + behind,
      cursor_pos: [...before].length,
      detail_level: 0,
    });
    return found ? String((data as Record<string, unknown>)["text/plain"]) : undefined;
  };
  for (
    const marked of [
      "%tra|ck a",
      "%track|",
      "%track a --ta|gs b",
      "'😀';\n%tra|ck a",
      "%%track| a\nf();",
    ]
  ) assert.match(await inspect(marked) ?? "", /^%track \[project/, marked);
  assert.match(await inspect("const a = %ru|ns") ?? "", /^%runs /);
  assert.match(await inspect("%log loss=${l|r}") ?? "", /0\.25/);
  for (const marked of ["%nothing|", "%%sh\n%tra|ck", "`\n%trac|k\n`"]) {
    assert.equal(await inspect(marked), undefined, marked);
  }
});

const COMPLETE: [code: string, status: string, indent?: string][] = [
  ["%track a", "complete"],
  ["%track a lr=${f({", "incomplete", "  "],
  ["%track a \\", "incomplete", ""],
  ["%track a \\\n  lr=1", "complete"],
  ["%log x='\\\\'", "complete"],
  ["!ls", "complete"],
  ["%time for (;;) {", "incomplete", "  "],
  ["if (a) {\n  %time f(() => {", "incomplete", "    "],
  ["for (const a of b) {\n  %track a", "incomplete"],
  ["%%sh\nls", "incomplete", ""],
  ["%%sh\nls (\n\n", "complete"],
  ["%%track a\nf();", "incomplete", ""],
  ["%%track a\nf();\n\n", "complete"],
  ["%nothing", "complete"],
];

kernelTest("a console knows whether a cell with magics is finished", async ({ ask }) => {
  for (const [code, status, indent] of COMPLETE) {
    const reply = await ask("is_complete_request", { code });
    assert.equal(reply.status, status, code);
    if (indent !== undefined) assert.equal(reply.indent, indent, code);
  }
});
