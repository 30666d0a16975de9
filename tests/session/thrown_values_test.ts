import assert from "node:assert/strict";
import { sessionTest, type TestSession } from "./session_helper.ts";

async function thrown({ try: attempt }: TestSession, source: string): Promise<string> {
  const { outcome } = await attempt(source);
  assert(outcome.status === "error", source);
  // deno-lint-ignore no-control-regex -- the colours
  return outcome.error.traceback.join("\n").replaceAll(/\x1b\[\d*(;\d+)?m/g, "");
}

sessionTest("an aggregate that holds itself many times is described once", async (test) => {
  const text = await thrown(
    test,
    "const all = new AggregateError([], 'self'); for (let i = 0; i < 20; i++) all.errors.push(all); throw all;",
  );
  assert.equal(text.match(/AggregateError: self/g)?.length, 1);
});

sessionTest("an aggregate of thousands says how many there are", async (test) => {
  const text = await thrown(
    test,
    "throw new AggregateError(Array.from({ length: 5000 }, (_, i) => new Error(`no ${i}`)), 'many');",
  );
  assert.match(text, /Error 1 of 5000: Error: no 0\n/);
  assert.match(text, /… 4990 more errors$/m);
});

sessionTest("causes in a circle end where they began", async (test) => {
  const text = await thrown(
    test,
    "const a = new Error('first'); a.cause = new Error('second', { cause: a }); throw a;",
  );
  assert.equal(text.match(/Error: first/g)?.length, 1);
  assert.equal(text.match(/Caused by: Error: second/g)?.length, 1);
});

sessionTest("halves of characters become U+FFFD, as in UTF-8", async (test) => {
  const half = String.raw`\ud800`;
  const { stdout, events } = await test.run(
    `console.log("${half}", "\\\\ud800", "\u{1f600}"); await Deno.jupyter.display({ "text/html": "${half}" }, { raw: true });`,
  );
  assert.equal(stdout, "\ufffd \\ud800 \u{1f600}\n");
  const display = events.find((event) => event.type === "display");
  assert.deepEqual(display?.display.data, { "text/html": "\ufffd" });
  const { outcome } = await test.try(`throw new Error("${half}")`);
  assert.equal(outcome.status === "error" && outcome.error.evalue, "\ufffd");
});

sessionTest(
  "a value that throws when it is asked whether it is a promise is shown",
  async (test) => {
    const { result } = await test.run("new Proxy({}, { get() { throw new Error('no'); } })");
    assert.equal(result, "{}");
  },
);

sessionTest("an await in what a cell shows is on the stack", async (test) => {
  const text = await thrown(
    test,
    "const fail = async () => { await 0; throw new Error('late'); };\n\nawait fail();",
  );
  assert.match(text, /at fail \(cell \[1\]:1:43\)\n {4}at async cell \[1\]:3:1/);
});
