import assert from "node:assert/strict";
import { createConsole } from "../../src/session/runtime/console/mod.ts";
import { runProcess } from "../helpers/mod.ts";
import { CALLS } from "./console_calls.ts";

const SCRIPT = new URL("console_calls.ts", import.meta.url).pathname;

/** What a console wrote, by stream. */
function recordingConsole(): { console: Console; written: string[] } {
  const written: string[] = [];
  return { console: createConsole((name, text) => written.push(`${name}: ${text}`)), written };
}

/** The output of all calls, by stream and call. */
async function outputs(which: "deno" | "session", env: Record<string, string>): Promise<string[]> {
  const { code, stdout, stderr } = await runProcess("deno", {
    args: ["run", "--no-check", "--allow-env=FORCE_COLOR", SCRIPT, which],
    env: { NO_COLOR: undefined, ...env },
  });
  assert.equal(code, 0, stderr);
  return [...stdout.split(/(?=\n== \d+\n)/), ...stderr.split(/(?=\n== \d+\n)/)];
}

for (const env of [{}, { FORCE_COLOR: "1" }] as Record<string, string>[]) {
  const name = env.FORCE_COLOR === undefined ? "without colours" : "with colours";
  Deno.test(`the session's console writes what Deno's does, ${name}`, async () => {
    const [deno, session] = await Promise.all([outputs("deno", env), outputs("session", env)]);
    assert.equal(session.length, deno.length);
    assert.equal(session.length, CALLS.length * 2);
    session.forEach((output, at) => {
      assert.equal(output, deno[at], `call ${at % CALLS.length}: ${CALLS[at % CALLS.length]}`);
    });
  });
}

Deno.test("every method of Deno's console is there", () => {
  const { console: own } = recordingConsole();
  assert.deepEqual(Object.keys(console).filter((name) => !(name in own)), []);
  assert.equal(Object.prototype.toString.call(own), "[object console]");
});

Deno.test("times are printed, and what is logged with them", () => {
  const { console, written } = recordingConsole();
  console.time("epoch");
  console.timeLog("epoch", { loss: 0.5 });
  console.timeEnd("epoch");
  console.timeEnd("epoch");
  assert.deepEqual(written.map((text) => text.replace(/[\d.]+ms/, "0ms")), [
    "stdout: epoch: 0ms { loss: 0.5 }\n",
    "stdout: epoch: 0ms\n",
    "stderr: Timer 'epoch' does not exist\n",
  ]);
});

Deno.test("a trace begins with the caller", () => {
  const { console, written } = recordingConsole();
  (function caller() {
    console.trace("at %s", "here");
  })();
  const [first, second] = written.join("").split("\n");
  assert.equal(first, "stderr: Trace: at here");
  assert.match(second!, /^ +at caller \(/);
});

Deno.test("a trace is an error to whoever formats stacks", () => {
  const { console, written } = recordingConsole();
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error) => `${error} formatted`;
  try {
    console.trace();
    console.trace({ a: 1 });
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  assert.deepEqual(written, [
    "stderr: Trace formatted\n",
    "stderr: Trace: { a: 1 } formatted\n",
  ]);
});

Deno.test("clear ends all groups and asks for the output to be cleared", () => {
  let cleared = 0;
  const lines: string[] = [];
  const console = createConsole((_, text) => lines.push(text), { onClear: () => cleared++ });
  console.group();
  console.clear();
  console.log("left");
  assert.deepEqual([cleared, lines], [1, ["left\n"]]);
});

Deno.test("values whose own code throws are told of and never break the line", () => {
  const { console, written } = recordingConsole();
  const fail = (): never => {
    throw new RangeError("mine");
  };
  const hostile = {
    [Symbol.for("Deno.customInspect")]: fail,
    toString: fail,
    toJSON: fail,
  };
  console.log(hostile, 1);
  console.log("%s %d %j", hostile, hostile, hostile);
  console.log(new Proxy({}, { get: fail, ownKeys: fail, getOwnPropertyDescriptor: fail }));
  console.table([{
    get loss() {
      return fail();
    },
  }]);
  console.dir(hostile);
  console.count(hostile as unknown as string);
  console.assert(false, hostile);
  assert.deepEqual(written, [
    "stdout: [Object that cannot be inspected: RangeError: mine] 1\n",
    "stdout: [Object that cannot be inspected: RangeError: mine] NaN " +
    "[Object that cannot be inspected: RangeError: mine]\n",
    "stdout: {}\n",
    "stdout: [ { loss: [Getter] } ]\n",
    "stdout: [Object that cannot be inspected: RangeError: mine]\n",
    "stdout: [Object that cannot be inspected: RangeError: mine]: 1\n",
    "stderr: Assertion failed: [Object that cannot be inspected: RangeError: mine]\n",
  ]);
});

Deno.test("a table wants its columns in an array", () => {
  const { console } = recordingConsole();
  assert.throws(() => console.table([], "loss" as unknown as string[]), {
    name: "TypeError",
    message: "Cannot print a table: properties is loss, expected an array",
  });
});

Deno.test("a console goes on when a cell replaces Deno.inspect or the global console", () => {
  const { console: own, written } = recordingConsole();
  const { inspect } = Deno;
  Deno.inspect = () => "replaced";
  try {
    const { log } = own;
    log({ a: 1 });
  } finally {
    Deno.inspect = inspect;
  }
  assert.deepEqual(written, ["stdout: { a: 1 }\n"]);
});
