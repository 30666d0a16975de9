/** A process with variables, as the session of a notebook is to the language help. */

import { Inspector } from "../../src/session/inspector/inspector.ts";
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
  using dir = tempDir();
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
    const answer = await inspector.call<{ exceptionDetails?: { exception: { description: string } } }>(
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
    },
  };
}
