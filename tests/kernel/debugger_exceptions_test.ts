import { deepEqual, equal } from "node:assert/strict";
import { DebugSession } from "./debug_session.ts";

const FUNCTIONS = `function bad(): never { throw new RangeError("no"); }
async function later(n: number) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (n > 0) await later(n - 1);
  else bad();
}`;

const direct = [["bad:1", "cell [1]:1"]];
const awaited = [["bad:1", "later:5", "later:4", "cell [1]:1"]];

Deno.test("exceptions stop as their filters say, whichever awaits they come through", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    await debug.cell(FUNCTIONS, "cell [0]");
    const cases: [string, string[][], string[][]][] = [
      // The stops with the filter for uncaught exceptions, and with that for caught ones.
      ["bad()", direct, []],
      ["try { bad() } catch {}", [], direct],
      ["try { bad() } finally { 1 }", direct, []],
      ["await later(1)", awaited, []],
      ["try { await later(1) } catch {}", [], awaited],
      ["try { [1].map(() => bad()) } catch {}", [], [["bad:1", "(anonymous):1", "cell [1]:1"]]],
    ];
    for (const [source, uncaught, caught] of cases) {
      for (
        const [filters, stops] of [
          [["uncaught"], uncaught],
          [["caught"], caught],
          [["caught", "uncaught"], [...uncaught, ...caught]],
          [[], []],
        ] as const
      ) {
        await debug.ask("setExceptionBreakpoints", { filters });
        const done = debug.cell(source);
        deepEqual({ source, filters, stops: await debug.stacks(done) }, { source, filters, stops });
      }
    }
  }));

Deno.test("an exception that stopped the code is described", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    await debug.ask("setExceptionBreakpoints", { filters: ["uncaught"] });
    const done = debug.cell("throw new TypeError('wrong')");
    const stop = await debug.stop();
    deepEqual([stop.reason, stop.text], ["exception", "TypeError: wrong"]);
    const info = await debug.ask("exceptionInfo", { threadId: 1 });
    deepEqual([info.exceptionId, info.description], ["TypeError", "TypeError: wrong"]);
    await debug.ask("continue");
    equal((await done).status, "error");
    equal(
      (await debug.request("exceptionInfo")).message,
      "Cannot describe the exception: the code has not stopped at one",
    );
    equal(
      (await debug.request("setExceptionBreakpoints", { filters: ["all"] })).message,
      'Cannot stop at exceptions "all": expected caught or uncaught',
    );
  }));
