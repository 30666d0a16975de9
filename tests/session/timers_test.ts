import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

const later = "await new Promise((resolve) => setTimeout(resolve, 30));";

sessionTest("timers are called as the runtime calls them", async (test) => {
  const { stdout } = await test.run(
    `const timer = setTimeout(function (this: unknown, ...args) { console.log(this === timer, args); }, 1, "a", 2);
    const now = setImmediate(function (this: unknown, ...args) { console.log(this === now, args); }, "b");
    ${later}`,
  );
  assert.deepEqual(stdout.trim().split("\n").sort(), ['true [ "a", 2 ]', 'true [ "b" ]']);
});

sessionTest("promisify makes promises of timers", async (test) => {
  await test.run("import { promisify } from 'node:util';");
  assert.equal((await test.run("await promisify(setTimeout)(1, 'late')")).result, '"late"');
  assert.equal((await test.run("await promisify(setImmediate)('now')")).result, '"now"');
  assert.equal(
    (await test.run("`${setTimeout.name} ${setImmediate.name}`")).result,
    [
      '"setTimeout setImmediate"',
    ].join(),
  );
});

sessionTest("what is no function is refused where it is given", async (test) => {
  for (const call of ["setTimeout('x', 1)", "setImmediate('x')", "process.nextTick('x')"]) {
    const { outcome } = await test.try(call);
    assert(outcome.status === "error", call);
    assert.equal(
      outcome.error.evalue,
      `The "callback" argument must be of type function. Received type string ('x')`,
    );
  }
});

sessionTest("a timer is cleared by its number, and by the text of it", async (test) => {
  const { stdout } = await test.run(
    `clearTimeout(Number(setTimeout(() => console.log("number"), 5)));
    clearTimeout(String(Number(setTimeout(() => console.log("text"), 5))));
    ${later}`,
  );
  assert.equal(stdout, "");
});
