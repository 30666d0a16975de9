/** A JupyterLab of a test's own, which also serves Notebook 7. @module */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installKernel } from "../../src/kernel/kernelspec/mod.ts";
import type { TempDir } from "../helpers/mod.ts";
import { jupyterEnvironment, KERNEL_NAME } from "../kernel/peer/mod.ts";
import type { Peer, PythonServer } from "../peers/python.ts";

/** The running server; `await using` stops it with its kernels. */
export interface JupyterServer extends AsyncDisposable {
  /** The address of a notebook in JupyterLab or in Notebook 7. */
  urlOf(notebook: string, frontend: "lab" | "notebook"): string;
}

/** Settings of JupyterLab that a test would otherwise have to click away. */
const SETTINGS = {
  "@jupyterlab/apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  // Else cells out of sight are not in the page.
  "@jupyterlab/notebook-extension/tracker": { windowingMode: "none" },
};

/** Starts a server on the notebooks in `dir/notebooks`, with the kernel of this checkout. */
export async function startJupyter(
  peer: Pick<Peer, "serve">,
  dir: TempDir,
): Promise<JupyterServer> {
  await installKernel({
    name: KERNEL_NAME,
    place: { kind: "prefix", prefix: dir.path },
    permissions: ["--allow-all"],
  });
  for (const [name, settings] of Object.entries(SETTINGS)) {
    dir.write(`settings/${name}.jupyterlab-settings`, JSON.stringify(settings));
  }
  mkdirSync(dir.join("notebooks"), { recursive: true });
  const token = crypto.randomUUID();
  const server = await peer.serve({
    module: "jupyterlab",
    arguments: (port) => [
      "--no-browser",
      "--allow-root",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--ServerApp.root_dir=${dir.join("notebooks")}`,
      "--ServerApp.jpserver_extensions={'notebook': True}",
      `--LabApp.workspaces_dir=${dir.join("workspaces")}`,
      `--LabApp.user_settings_dir=${dir.join("settings")}`,
      "--LabApp.extension_manager=readonly",
      "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ],
    readyPath: "/api",
    env: {
      ...jupyterEnvironment(dir),
      JUPYTER_PATH: join(dir.path, "share/jupyter"),
      // In the environment: others on this machine can read a command line.
      JUPYTER_TOKEN: token,
    },
    timeout: 300_000,
  });
  return {
    urlOf: (notebook, frontend) =>
      `${server.url}/${frontend === "lab" ? "lab/tree" : "notebooks"}/${notebook}?token=${token}`,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

/** Ends the server as a terminal would, so that it shuts its kernels down. */
async function stop(server: PythonServer): Promise<void> {
  server.process.kill("SIGTERM");
  await server.process.output.catch(() => {});
  await server[Symbol.asyncDispose]();
}
