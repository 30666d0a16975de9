/**
 * Python programs as peers of our tests: what they read and write, we must read and write.
 *
 * ```ts ignore
 * peerTest("pandas reads metrics.parquet", async ({ run }) => {
 *   const rows = await run("import pandas, sys; print(len(pandas.read_parquet(sys.argv[1])))", [path]);
 *   assert.equal(rows.trim(), "3");
 * });
 * ```
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { runProcess } from "../helpers/mod.ts";
import { findPython } from "./find_python.ts";
import { isProvisioned, provision } from "./provision.ts";
import { type PythonServer, type PythonServerOptions, startPythonServer } from "./python_server.ts";

export type { PythonServer, PythonServerOptions };

/** What a test with a Python peer works with. */
export interface Peer {
  /** The interpreter's path. */
  python: string;
  /**
   * Runs a script, given as Python source or as the URL of a `.py` file, and returns what it printed;
   * throws with its traceback where it fails.
   */
  run(script: string | URL, args?: string[], options?: PeerRunOptions): Promise<string>;
  /** Starts a server and waits until it answers. */
  serve(options: PythonServerOptions): Promise<PythonServer>;
  /** Starts TensorBoard on a folder of runs, with more flags such as `--load_fast=false`. */
  tensorboard(logdir: string, flags?: string[]): Promise<PythonServer>;
}

/** How a script of a peer runs. */
export interface PeerRunOptions {
  /** Working folder; the test's own by default. */
  cwd?: string;
  /** What the script reads from standard input; nothing by default. */
  stdin?: string;
  /** More environment variables. */
  env?: Record<string, string | undefined>;
}

/** A test with a Python peer. */
export type PeerTestFunction = (peer: Peer, t: Deno.TestContext) => void | Promise<void>;

/** Options of `Deno.test` that a test with a peer may set. */
export type PeerTestOptions = Omit<Deno.TestDefinition, "name" | "fn">;

/** The name under which the test task reports to the tests that provisioning failed. */
export const PEERS_ERROR = "LABBOOK_PEERS_ERROR";

const ENVIRONMENT = {
  PYTHONHOME: undefined,
  PYTHONPATH: undefined,
  PYTHONNOUSERSITE: "1",
  PYTHONIOENCODING: "utf-8",
};

/** Returns the path of a Python interpreter that has the peers, installing them first where needed. */
export async function python(): Promise<string> {
  // The test task has tried already; trying again in every test would only take long.
  const failed = Deno.env.get(PEERS_ERROR);
  if (failed !== undefined) throw new Error(failed);
  return await provision({ log: (message) => console.error(message) });
}

/**
 * Registers a test with a Python peer. Where there is no usable Python it is reported as ignored,
 * by its name; with `CI` set it fails instead.
 */
export function peerTest(name: string, fn: PeerTestFunction): void;
/** Registers a test with a Python peer and options of `Deno.test`. */
export function peerTest(name: string, options: PeerTestOptions, fn: PeerTestFunction): void;
export function peerTest(
  name: string,
  ...rest: [PeerTestFunction] | [PeerTestOptions, PeerTestFunction]
): void {
  const [options, fn] = rest.length === 1 ? [{}, rest[0]] : rest;
  Deno.test({
    ...options,
    name,
    ignore: options.ignore || peersAreMissing(),
    fn: async (t) => await fn(peer(await python()), t),
  });
}

/** Tells whether tests with Python peers are to be skipped: no usable Python, and not in CI. */
export function peersAreMissing(): boolean {
  return !Deno.env.get("CI") && !isProvisioned() && "reason" in findPython();
}

function peer(python: string): Peer {
  const serve = (options: PythonServerOptions): Promise<PythonServer> =>
    startPythonServer(python, { ...options, env: { ...ENVIRONMENT, ...options.env } });
  return {
    python,
    run: (script, args, options) => run(python, script, args, options),
    serve,
    tensorboard: (logdir, flags = []) =>
      serve({
        module: "tensorboard.main",
        arguments: (port) => [`--logdir=${logdir}`, "--host=127.0.0.1", `--port=${port}`, ...flags],
        readyPath: "/data/environment",
      }),
  };
}

async function run(
  python: string,
  script: string | URL,
  args: string[] = [],
  options: PeerRunOptions = {},
): Promise<string> {
  const file = script instanceof URL ? [fileURLToPath(script)] : ["-c", script];
  const { code, signal, stdout, stderr } = await runProcess(python, {
    ...options,
    env: { ...ENVIRONMENT, ...options.env },
    args: [...file, ...args],
    timeout: 300_000,
  });
  if (code !== 0) {
    throw new Error(
      `Cannot run the Python peer: it ended with ${signal ?? `code ${code}`}\n${stdout}${stderr}`,
    );
  }
  return stdout;
}
