import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { CellSyntaxError, compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { type FindCell, formatError, formatSyntaxError } from "../../src/session/errors/mod.ts";
import type { StackFrame, ThrownError } from "../../src/session/types.ts";

const CWD = "/home/ada/notebooks";
const SOURCE = `function half(value: any) {
  return value.whole / 2;
}

const pair = [1, 2];
half(undefined);
// the end`;

async function findCell(source: string = SOURCE): Promise<FindCell> {
  const { map } = await compileCell(source, { earlier: EMPTY_SCOPE });
  const cell = { label: "cell [3]", source, map, prefix: "enter(3);" };
  return (url) => url === "cell-3.ts" ? cell : undefined;
}

const frame = (name: string | null, url: string, line: number, column: number): StackFrame => ({
  name,
  url,
  line,
  column,
});

const thrown = (error: Partial<ThrownError>): ThrownError => ({
  name: "TypeError",
  message: "Cannot read it",
  frames: [],
  ...error,
});

async function show(error: Partial<ThrownError>, source?: string): Promise<string> {
  const { traceback } = formatError(thrown(error), await findCell(source), CWD);
  return stripVTControlCharacters(traceback.join("\n"));
}

Deno.test("an error is shown with its place, the lines around it and the user's calls", async () => {
  const text = await show({
    code: "E_READ",
    properties: '{ path: "a.csv" }',
    frames: [
      frame("half", "cell-3.ts", 2, 16),
      frame("Array.map", "<anonymous>", 1, 1),
      frame("wait", "file:///opt/labbook/src/session/runtime/waits.ts", 4, 2),
      frame("run", "ext:core/01_core.js", 4, 2),
      frame("readSync", "node:fs", 4, 2),
      frame("load", `file://${CWD}/lib/load.ts?t=4`, 7, 9),
      frame("other", "file:///home/ada/other.ts", 8, 1),
      frame("go", "file:///cache/npm/registry.example/@scope/pack/1.2.3/dist/a.js", 1, 5),
      frame(null, "https://example.com/mod.ts", 1, 2),
      { ...frame(null, "cell-3.ts", 6, 24), async: true },
      frame(null, "cell-3.ts", 1, 3),
    ],
  });
  assert.equal(
    text,
    `TypeError: Cannot read it [E_READ]
cell [3], line 2, column 16
  1 | function half(value: any) {
> 2 |   return value.whole / 2;
    |                ^
  3 | }
  4 |
    at half (cell [3]:2:16)
    at Array.map (native)
    at load (./lib/load.ts:7:9)
    at other (/home/ada/other.ts:8:1)
    at go (npm:@scope/pack@1.2.3/dist/a.js:1:5)
    at https://example.com/mod.ts:1:2
    at async cell [3]:6:1
{ path: "a.csv" }`,
  );
});

Deno.test("the columns of the first line are those of the cell", async () => {
  // Nine columns come from what runs before the cell.
  const text = await show({ frames: [frame(null, "cell-3.ts", 1, 9 + 1)] }, "throw x");
  assert.equal(
    text,
    `TypeError: Cannot read it
cell [3], line 1, column 1
> 1 | throw x
    | ^`,
  );
});

Deno.test("a traceback has the colours of a terminal", async () => {
  const error = thrown({ frames: [frame(null, "cell-3.ts", 5, 1)] });
  assert.deepEqual(formatError(error, await findCell("1;\n\n\n\nfail()"), CWD), {
    ename: "TypeError",
    evalue: "Cannot read it",
    traceback: [
      "\x1b[1;31mTypeError\x1b[0m: Cannot read it",
      "\x1b[34mcell [3], line 5, column 1\x1b[0m",
      "  \x1b[2m3 |\x1b[0m\n  \x1b[2m4 |\x1b[0m\n" +
      "\x1b[1;31m>\x1b[0m \x1b[1m5\x1b[0m\x1b[2m | \x1b[0mfail()\n" +
      "   \x1b[2m | \x1b[0m\x1b[1;31m^\x1b[0m",
    ],
  });
});

Deno.test("causes and the errors of an aggregate are shown below", async () => {
  const text = await show({
    name: "AggregateError",
    message: "All failed",
    errors: [
      thrown({ name: "Error", message: "first" }),
      thrown({ name: "Error", message: "", cause: thrown({ text: "'why'", message: "'why'" }) }),
    ],
    cause: thrown({ name: "RangeError", message: "root", frames: [frame("f", "a.ts", 1, 2)] }),
  });
  assert.equal(
    text,
    `AggregateError: All failed
Error 1 of 2: Error: first
Error 2 of 2: Error
Caused by: Thrown: 'why'
Caused by: RangeError: root
    at f (a.ts:1:2)`,
  );
});

Deno.test("of many errors the first are shown", async () => {
  const errors = Array.from({ length: 12 }, (_, index) => thrown({ message: String(index) }));
  assert.match(await show({ errors }), /Error 10 of 12: TypeError: 9\n… 2 more errors$/);
});

Deno.test("a thrown value that is no error is shown as it is", async () => {
  const error = thrown({ name: "Object", message: "{ a: 1 }", text: "{ a: 1 }" });
  const { ename, evalue, traceback } = formatError(error, await findCell(), CWD);
  assert.deepEqual([ename, evalue], ["Object", "{ a: 1 }"]);
  assert.equal(stripVTControlCharacters(traceback.join("\n")), "Thrown: { a: 1 }");
});

Deno.test("a recursion is shown once, and a deep stack in part", async () => {
  const again = Array.from({ length: 30 }, () => frame("f", "a.ts", 2, 3));
  const rounds = Array.from(
    { length: 10 },
    () => [frame("g", "a.ts", 4, 1), frame("h", "a.ts", 5, 1)],
  );
  const others = Array.from({ length: 20 }, (_, index) => frame(`n${index}`, "a.ts", 9, 1));
  const text = await show({ frames: [...again, ...rounds.flat(), ...others] });
  assert.equal(
    text,
    `TypeError: Cannot read it
    at f (a.ts:2:3)
    … this call 29 more times
    at g (a.ts:4:1)
    at h (a.ts:5:1)
    … these 2 calls 9 more times
    at n0 (a.ts:9:1)
    at n1 (a.ts:9:1)
    at n2 (a.ts:9:1)
    at n3 (a.ts:9:1)
    at n4 (a.ts:9:1)
    at n5 (a.ts:9:1)
    at n6 (a.ts:9:1)
    … 13 more calls`,
  );
});

Deno.test("a long message is cut between characters", async () => {
  const message = "x".repeat(7999) + "𝒳".repeat(1000);
  const { evalue, traceback } = formatError(thrown({ message }), await findCell(), CWD);
  assert.equal(evalue, `${"x".repeat(7999)}… (2000 more characters)`);
  assert.equal(traceback.length, 1);
  assert.ok(traceback[0]!.length < 8100);
});

Deno.test("a long line is shown around the place", async () => {
  const source = `const s = "${"a".repeat(300)}"; fail(); /* ${"b".repeat(300)} */`;
  const column = source.indexOf("fail") + 1;
  const text = await show({ frames: [frame(null, "cell-3.ts", 1, 9 + column)] }, source);
  const [, , line, caret] = text.split("\n");
  assert.equal(line!.length, 128);
  assert.equal(caret!.indexOf("^"), line!.indexOf("fail"));
});

Deno.test("the caret stands below wide characters and tabs", async () => {
  const source = "\tconst s = '日本'; fail()";
  const column = source.indexOf("fail") + 1;
  const text = await show({ frames: [frame(null, "cell-3.ts", 1, 9 + column)] }, source);
  assert.ok(text.endsWith(`\n    | \t${" ".repeat(18)}^`), text);
});

Deno.test("a syntax error points at its place", () => {
  const error = new CellSyntaxError('Unexpected token ";"', 2, 9);
  const shown = formatSyntaxError(error, "cell [7]", "1;\nlet x = ;");
  assert.deepEqual([shown.ename, shown.evalue], ["SyntaxError", 'Unexpected token ";"']);
  assert.equal(
    stripVTControlCharacters(shown.traceback.join("\n")),
    `SyntaxError: Unexpected token ";"
cell [7], line 2, column 9
  1 | 1;
> 2 | let x = ;
    |         ^`,
  );
  const [, place] = formatSyntaxError(error, "", "1;\nlet x = ;").traceback;
  assert.equal(stripVTControlCharacters(place!), "line 2, column 9");
});
