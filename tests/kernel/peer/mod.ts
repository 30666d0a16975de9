/**
 * Jupyter programs as clients of the kernel: what they ask, it must answer as they expect.
 *
 * ```ts ignore
 * // The function `error` of order.py, given a running kernel and a client.
 * kernelTest("an error ends a cell after its outputs", new URL("order.py", import.meta.url), "error");
 * ```
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { ALL_PERMISSIONS, installKernel } from "../../../src/kernel/mod.ts";
import { type TempDir, tempDir } from "../../helpers/mod.ts";
import { type Peer, peerTest, type PeerTestOptions } from "../../peers/python.ts";

/** What a test with a Jupyter client works with. */
export interface KernelPeer extends Peer {
  /** The test's own folder: Jupyter's data, configuration and connection files lie in it. */
  dir: TempDir;
  /**
   * Runs a Python script that finds the kernel under test by the name `labbook`, with
   * `kernel_client` to import; returns what it printed, and throws with its traceback where it fails.
   */
  runClient(script: string | URL, args?: string[]): Promise<string>;
}

/** The name under which Jupyter finds the kernel under test. */
export const KERNEL_NAME = "labbook";

const CLIENT = fileURLToPath(new URL(".", import.meta.url));

/** Registers a test that calls a function of a Python script with a kernel of its own. */
export function kernelTest(name: string, script: URL, called: string): void;
/** Registers a test that works with Jupyter clients in its own way. */
export function kernelTest(name: string, fn: (peer: KernelPeer) => Promise<void>): void;
export function kernelTest(
  name: string,
  ...rest: [URL, string] | [(peer: KernelPeer) => Promise<void>]
): void {
  const [first, called] = rest;
  const run = first instanceof URL
    ? async (peer: KernelPeer): Promise<void> => void await peer.runClient(first, [called!])
    : first;
  peerTest(name, OPTIONS, async (peer) => {
    using dir = tempDir("labbook-");
    await installKernel({
      place: { kind: "prefix", prefix: dir.path },
      name: KERNEL_NAME,
      permissions: ALL_PERMISSIONS,
    });
    const env = { ...jupyterEnvironment(dir), PYTHONPATH: CLIENT };
    const runClient = (script: string | URL, args: string[] = []): Promise<string> =>
      peer.run(script, args, { env, cwd: dir.path });
    await run({ ...peer, dir, runClient });
  });
}

// The programs of these tests end kernels by signals, which only POSIX systems have.
const OPTIONS: PeerTestOptions = { ignore: Deno.build.os === "windows" };

/** Keeps Jupyter off the settings, kernels and histories of whoever runs the tests. */
export function jupyterEnvironment(dir: TempDir): Record<string, string> {
  return {
    HOME: dir.path,
    IPYTHONDIR: dir.join("ipython"),
    JUPYTER_CONFIG_DIR: dir.join("config"),
    JUPYTER_DATA_DIR: dir.join("share/jupyter"),
    JUPYTER_NO_CONFIG: "1",
    JUPYTER_PATH: dir.join("share/jupyter"),
    JUPYTER_PLATFORM_DIRS: "0",
    JUPYTER_RUNTIME_DIR: dir.join("run"),
    XDG_CONFIG_HOME: dir.join("xdg/config"),
    XDG_DATA_HOME: dir.join("xdg/data"),
    XDG_STATE_HOME: dir.join("xdg/state"),
    // The cache of compiled modules and packages is everyone's.
    DENO_DIR: denoDir(),
  };
}

let denoDirectory: string | undefined;

function denoDir(): string {
  if (denoDirectory !== undefined) return denoDirectory;
  const { stdout } = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
  denoDirectory = JSON.parse(new TextDecoder().decode(stdout)).denoDir as string;
  return denoDirectory;
}
