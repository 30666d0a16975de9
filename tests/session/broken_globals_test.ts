import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

const STILL_TELLS: Record<string, string> = {
  "toJSON of all objects": "Object.prototype.toJSON = Array.prototype.toJSON = () => 'poison';",
  "methods of arrays":
    "Array.prototype.push = Array.prototype.at = () => { throw new Error('gone'); };",
  "methods of JSON": "JSON.stringify = () => 'garbage'; JSON.parse = () => 1;",
  "Atomics and the clock": "Atomics.load = performance.now = () => { throw new Error('gone'); };",
  "weak maps":
    "WeakMap.prototype.get = WeakMap.prototype.set = () => { throw new Error('gone'); };",
  "asynchronous context":
    "const hooks = await import('node:async_hooks'); hooks.AsyncLocalStorage.prototype.getStore = hooks.AsyncLocalStorage.prototype.enterWith = hooks.AsyncLocalStorage.prototype.run = () => { throw new Error('gone'); };",
  "the session's own binding": "delete globalThis.__labbook_out;",
  "globalThis": "globalThis.globalThis = undefined;",
};

for (const [what, source] of Object.entries(STILL_TELLS)) {
  sessionTest(`a session tells what happens after a cell took away ${what}`, async (test) => {
    await test.try(source);
    const { stdout, result } = await test.run("console.log('said', 1); 1 + 1");
    assert.equal(stdout, "said 1\n");
    assert.equal(result, "2");
    const { outcome } = await test.try("throw new RangeError('too far')");
    assert(outcome.status === "error");
    assert.equal(outcome.error.ename, "RangeError");
    assert.equal(outcome.error.evalue, "too far");
  });
}

const STACKS: Record<string, string> = {
  "replaced the writer of stacks": "Error.prepareStackTrace = undefined;",
  "replaced it by one that throws":
    "Error.prepareStackTrace = () => { throw new Error('no stack'); };",
  "switched stacks off": "Error.stackTraceLimit = 0;",
  "broke what describes errors": "Object.keys = RegExp.prototype.exec = () => { throw 1; };",
};

for (const [what, source] of Object.entries(STACKS)) {
  sessionTest(`an error has its place in the cell after code ${what}`, async (test) => {
    await test.run(source);
    const { outcome } = await test.try("const n = 1;\nthrow new RangeError('too far');");
    assert(outcome.status === "error");
    assert.equal(outcome.error.evalue, "too far");
    assert.match(outcome.error.traceback.join("\n"), /cell \[2\], line 2, column 7/);
  });
}

sessionTest("an error is known as one after a cell replaced Error", async (test) => {
  await test.run("globalThis.Error = class {}; Error.isError = undefined;");
  const { outcome } = await test.try("null.x");
  assert.equal(outcome.status === "error" && outcome.error.ename, "TypeError");
});

sessionTest("what cells call of the session cannot be changed", async (test) => {
  const { outcome } = await test.try("__labbook.leave = null;");
  assert.equal(outcome.status === "error" && outcome.error.ename, "TypeError");
  assert.equal((await test.run("1 + 1")).result, "2");
});

sessionTest("rubbish on the session's own channel ends it, and says so", async (test) => {
  const { outcome } = await test.try("__labbook_out('rubbish'); await new Promise(() => {});");
  assert(outcome.status === "ended");
  assert.match(outcome.reason, /^its code broke the session itself \(Unexpected token/);
});

sessionTest("a cell in a session that has ended says so", async (test) => {
  await test.try("Deno.exit(1)");
  await test.ended;
  const { outcome } = await test.try("1 + 1");
  assert.equal(outcome.status, "ended");
});
