/** Python servers that tests talk to, such as TensorBoard. @module */

import { type ProcessOptions, RunningProcess } from "../helpers/mod.ts";

/** A Python server on a free local port; `await using` stops it. */
export interface PythonServer extends AsyncDisposable {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Its process. */
  readonly process: RunningProcess;
}

/** How a server is started, and how a test knows that it answers. */
export interface PythonServerOptions extends ProcessOptions {
  /** The module to run, as in `python -m`. */
  module: string;
  /** The module's arguments, given the port to listen on. */
  arguments: (port: number) => string[];
  /** The path that answers with success once the server is ready; `/` by default. */
  readyPath?: string;
}

// Ends the server when the pipe from its test closes, so that it cannot outlive a killed test run.
const UNTIL_PARENT_ENDS = `
import os, runpy, sys, threading
def wait():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=wait, daemon=True).start()
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
`;
const ATTEMPTS = 3;
const PAUSE = 50;

/** Starts a server and waits until it answers. */
export async function startPythonServer(
  python: string,
  options: PythonServerOptions,
): Promise<PythonServer> {
  const { module, arguments: toArguments, readyPath = "/", timeout = 120_000, ...rest } = options;
  for (let attempt = 1;; attempt++) {
    const port = freePort();
    const args = ["-c", UNTIL_PARENT_ENDS, module, ...toArguments(port)];
    const process = new RunningProcess(python, { ...rest, args, stdin: "open", timeout });
    const url = `http://127.0.0.1:${port}`;
    if (await answers(process, url + readyPath)) {
      return { url, process, [Symbol.asyncDispose]: () => process[Symbol.asyncDispose]() };
    }
    const { code, stdout, stderr } = await process.output;
    // Another process may have taken the port since it was seen free.
    if (attempt < ATTEMPTS && /in use/i.test(stdout + stderr)) continue;
    throw new Error(
      `Cannot start python -m ${module}: it ended with code ${code}\n${stdout}${stderr}`.trim(),
    );
  }
}

/** Waits until the server answers, or says false once its process has ended. */
async function answers(process: RunningProcess, url: string): Promise<boolean> {
  let ended = false;
  const mark = (): void => {
    ended = true;
  };
  process.output.then(mark, mark);
  while (!ended) {
    try {
      const response = await fetch(url);
      await response.body?.cancel();
      if (response.ok) return true;
    } catch (error) {
      // Nobody listens yet: fetch says so with a TypeError.
      if (!(error instanceof TypeError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return false;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
