/**
 * The program of the kernel process, as a kernelspec starts it:
 * `deno run -A main.ts <connection file> [permission flags of the session]`.
 *
 * @module
 */

import { dirname, isAbsolute, resolve } from "node:path";
import process from "node:process";
import { readConnectionFile } from "./connection_file.ts";
import { defaultHistoryFile } from "./kernel.ts";
import { openLog } from "./log.ts";
import { watchParent } from "./parent_watch.ts";
import { typecheckSetting } from "./typecheck_setting.ts";
import { serveKernel } from "./server.ts";

const [connectionPath, ...permissions] = Deno.args;
if (connectionPath === undefined) {
  console.error("Cannot start the kernel: no connection file is given, expected its path");
  Deno.exit(2);
}
const connection = await readConnectionFile(connectionPath).catch((error) => {
  console.error(error.message);
  Deno.exit(1);
});
const log = openLog();
const sessionName = process.env.JPY_SESSION_NAME ?? connection.sessionName;
const notebook = notebookPath(sessionName);
const cwd = notebook === undefined ? Deno.cwd() : dirname(notebook);
const server = await serveKernel(connection, {
  session: {
    permissions: permissions.length > 0 ? permissions : ["-A"],
    cwd,
    notebook,
  },
  // Only a Jupyter server says which notebook it is.
  paced: sessionName !== undefined,
  settles: sessionName === undefined,
  typecheck: typecheckSetting(process.env.LABBOOK_TYPECHECK === "1", notebook),
  historyFile: defaultHistoryFile(),
  log,
  onShutdown: () => void end(),
});

const end = async (): Promise<never> => {
  await server.close();
  Deno.exit(0);
};
// Neither a fault of ours nor a peer that misbehaves is to cost the user the session.
for (const name of ["unhandledrejection", "error"]) {
  globalThis.addEventListener(name, (event) => {
    event.preventDefault();
    const fault = event as PromiseRejectionEvent & ErrorEvent;
    log(`Unexpected: ${Deno.inspect(fault.reason ?? fault.error)}`);
  });
}
Deno.addSignalListener(
  "SIGINT",
  () => server.kernel.interrupt().catch((error) => log(String(error))),
);
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => void end());
watchParent(process.env.JPY_PARENT_PID, () => void end());

/** A path that is relative is so to a folder that only the server knows, unless it is there from here. */
function notebookPath(name: string | undefined): string | undefined {
  if (name === undefined || !name.endsWith(".ipynb")) return undefined;
  const path = isAbsolute(name) ? name : resolve(name);
  try {
    return Deno.statSync(path).isFile ? path : undefined;
  } catch {
    return undefined;
  }
}
