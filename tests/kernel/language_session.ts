/** A process with variables, as the session of a notebook is to the language help. */

import { AssertionError } from "node:assert/strict";
import { Inspector } from "../../src/session/inspector/inspector.ts";
import type { LanguageHelp } from "../../src/kernel/language/mod.ts";
import { tempDir } from "../helpers/mod.ts";

/** A running process; `await using` ends it. */
export interface Values extends AsyncDisposable {
  /** Its CDP connection. */
  readonly inspector: Inspector;
  /** Runs code in it as a cell does, and waits for its end. */
  run(code: string): Promise<void>;
}

/** Starts a process that runs cells, and runs the first one. */
export async function startValues(code: string): Promise<Values> {
  const dir = tempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--inspect-wait=127.0.0.1:0",
      "--inspect-publish-uid=stderr",
      dir.write("idle.ts", "setInterval(() => {}, 1_000_000);"),
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const decoder = new TextDecoder();
  const reader = child.stderr.getReader();
  let said = "";
  let url: string | undefined;
  while (url === undefined) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Cannot start a process to read values of: ${said}`);
    said += decoder.decode(value);
    url = /ws:\/\/\S+/.exec(said)?.[0];
  }
  const drained = (async () => {
    while (!(await reader.read()).done);
  })();
  const inspector = await Inspector.connect(url);
  await inspector.call("Runtime.runIfWaitingForDebugger");
  const run = async (expression: string): Promise<void> => {
    const options = { replMode: true, awaitPromise: true };
    const answer = await inspector.call<
      { exceptionDetails?: { exception: { description: string } } }
    >(
      "Runtime.evaluate",
      { expression: `await void 0;${expression}`, ...options },
    );
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception.description);
  };
  await run(code);
  return {
    inspector,
    run,
    async [Symbol.asyncDispose]() {
      inspector.close();
      child.kill("SIGKILL");
      await Promise.all([child.status, drained, inspector.closed]);
      dir[Symbol.dispose]();
    },
  };
}

/** Code with its cursor marked by `|`: the code, and the cursor in code points. */
export function marked(text: string): { code: string; cursor: number } {
  const at = text.indexOf("|");
  return { code: text.slice(0, at) + text.slice(at + 1), cursor: [...text.slice(0, at)].length };
}

/** Waits until the language server of a help answers. */
export async function warm(help: LanguageHelp): Promise<void> {
  // A cold check waits for the server's first answer, however long that takes.
  await help.diagnose("const warm = 1;");
}

/**
 * Repeats what must hold until it does, at most ten times: answers are bounded in time, so that on a
 * busy machine one may come without what the language server was too late to say.
 */
export async function soon(check: () => Promise<void>): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      return await check();
    } catch (error) {
      if (tries === 10 || !(error instanceof AssertionError)) throw error;
    }
  }
}
