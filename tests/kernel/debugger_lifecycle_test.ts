import { deepEqual, equal, match, ok } from "node:assert/strict";
import { DebugSession } from "./debug_session.ts";

Deno.test("a client attaches as JupyterLab does, and disconnects", () =>
  DebugSession.run(async (debug) => {
    const before = await debug.ask("debugInfo");
    match(before.tmpFilePrefix, /labbook_\d+.$/);
    deepEqual({ ...before, tmpFilePrefix: "" }, {
      isStarted: false,
      hashMethod: "Murmur2",
      hashSeed: 0xc70f6907,
      tmpFilePrefix: "",
      tmpFileSuffix: ".ts",
      breakpoints: [],
      stoppedThreads: [],
      richRendering: true,
      exceptionPaths: ["JavaScript Exceptions"],
      copyToGlobals: true,
    });
    equal((await debug.request("attach")).message, "Cannot attach: initialize comes first");
    const capabilities = await debug.ask("initialize", { clientID: "jupyterlab" });
    deepEqual(
      capabilities.exceptionBreakpointFilters.map(({ filter }: { filter: string }) => filter),
      ["caught", "uncaught"],
    );
    equal(debug.debugger.attached, false);
    await debug.ask("attach");
    equal(debug.debugger.attached, true);
    deepEqual(debug.events.map(({ event, body }) => [event, body]), [
      ["initialized", {}],
      ["process", { name: "session", startMethod: "attach", isLocalProcess: true }],
      ["thread", { reason: "started", threadId: 1 }],
    ]);
    deepEqual(await debug.ask("configurationDone"), {});
    deepEqual(await debug.ask("threads"), { threads: [{ id: 1, name: "Main" }] });
    const source = "let a = 1;\na = 2;\na = 3;";
    const { path } = await debug.breakAt(source, 2);
    deepEqual(await debug.ask("source", { source: { path } }), {
      content: source,
      mimeType: "text/typescript",
    });
    const done = debug.cell(source);
    await debug.stop();
    await debug.ask("disconnect", { restart: false, terminateDebuggee: false });
    equal((await done).status, "ok");
    equal(debug.debugger.attached, false);
    const after = await debug.ask("debugInfo");
    deepEqual([after.isStarted, after.breakpoints], [false, []]);
    deepEqual(await debug.stacks(debug.cell(source)), []);
  }));

Deno.test("requests that make no sense are refused in words", () =>
  DebugSession.run(async (debug) => {
    const refusals: [string, unknown, string][] = [
      ["dance", {}, 'Cannot do "dance": the debugger does not know it'],
      ["continue", {}, "Cannot debug: no debugger is attached"],
      ["dumpCell", {}, 'Cannot do dumpCell: "code" is nothing, expected a string'],
      ["dumpCell", [1], 'Cannot do dumpCell: "code" is nothing, expected a string'],
      [
        "variables",
        { variablesReference: -1 },
        'Cannot do variables: "variablesReference" is -1, expected a whole number from 0 on',
      ],
      [
        "setBreakpoints",
        { source: 5 },
        'Cannot do setBreakpoints: "source" is 5, expected an object',
      ],
      [
        "setBreakpoints",
        { source: { path: "x" }, breakpoints: [{}, 3] },
        'Cannot do setBreakpoints: "breakpoints" is 3, expected an object',
      ],
    ];
    for (const [command, args, message] of refusals) {
      const answer = await debug.request(command, args);
      deepEqual([answer.success, answer.message], [false, message]);
    }
    // deno-lint-ignore no-explicit-any -- what a client may send
    for (const message of [null, 7, [], {}, { command: 5 }] as any[]) {
      const answer = await debug.debugger.request(message);
      deepEqual([answer.type, answer.success], ["response", false]);
    }
    await debug.attach();
    equal(
      (await debug.request("continue")).message,
      "Cannot continue: the code is not stopped",
    );
    equal(
      (await debug.request("source", { source: { path: "/etc/passwd" } })).message,
      'Cannot show the source "/etc/passwd": no cell or loaded module has it',
    );
    const broken = "let a = ;";
    const { breakpoints: [breakpoint] } = await debug.breakAt(broken, 1);
    equal(breakpoint.verified, false);
    ok(breakpoint.message.length > 0);
  }));

Deno.test("an interrupt ends a stopped cell, and the next one runs", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "let k = 1;\nk = 2;\nk = 3;";
    await debug.breakAt(source, 2);
    const done = debug.cell(source);
    await debug.stop();
    equal(await debug.debugger.resumeForInterrupt(), true);
    equal(await debug.session.interrupt(), true);
    equal((await done).status, "interrupted");
    equal(await debug.debugger.resumeForInterrupt(), false);
    equal((await debug.cell("k")).status, "ok");
    equal((await debug.ask("evaluate", { expression: "k" })).result, "1");
  }));

Deno.test("a session that takes the place of one that ended has the same breakpoints", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "let k = 1;\nk = 2;";
    await debug.breakAt(source, 2);
    const done = debug.cell(source);
    await debug.stop();
    await debug.session.close();
    equal((await done).status, "ended");
    deepEqual(await debug.next("continued"), { threadId: 1, allThreadsContinued: true });
    await debug.startSession();
    await debug.debugger.sessionRestarted();
    deepEqual(await debug.stacks(debug.cell(source)), [["cell [1]:2"]]);
    // The debugger keeps no process from ending.
    equal((await debug.cell("Deno.exit(3)")).status, "ended");
  }));
