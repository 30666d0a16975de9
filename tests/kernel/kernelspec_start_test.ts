/** Jupyter starts the kernel that was installed, with the permissions that were asked for. @module */
import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { installKernel } from "../../src/kernel/mod.ts";
import { ROOT, runProcess, tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";

const START = `
import json, sys
from jupyter_client.manager import start_new_kernel
said = []
for name in sys.argv[1:]:
  manager, client = start_new_kernel(kernel_name=name)
  try:
    replies = []
    client.execute_interactive("Deno.readTextFileSync('a.txt') + 'b'", output_hook=replies.append)
    said += [message["content"].get("ename") or message["content"]["data"]["text/plain"]
      for message in replies if message["msg_type"] in ("error", "execute_result")]
  finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(json.dumps(said))
`;

peerTest("an installed kernel starts by its name, and its session may do no more", async (peer) => {
  using dir = tempDir();
  const place = { kind: "prefix", prefix: dir.path } as const;
  await installKernel({ place, name: "labbook-open", permissions: ["--allow-all"] });
  await installKernel({ place, name: "labbook-tight", permissions: ["--deny-read"] });
  dir.write("work/a.txt", "a");
  const said = await peer.run(START, ["labbook-open", "labbook-tight"], {
    cwd: dir.join("work"),
    env: { JUPYTER_PATH: dir.join("share", "jupyter"), XDG_DATA_HOME: dir.path },
  });
  assert.deepEqual(JSON.parse(said), ['"ab"', "NotCapable"]);
});

/** Serves the package's files, as a registry does. */
function servePackage(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, ({ url }) => {
    const { pathname } = new URL(url);
    const type = pathname.endsWith(".ts") ? "text/typescript" : "application/octet-stream";
    return new Response(readFileSync(`${ROOT}${pathname}`), { headers: { "content-type": type } });
  });
}

peerTest("a kernel that was installed from a server starts without it", async (peer) => {
  using dir = tempDir();
  const denoDir = dir.join("deno");
  const info = await runProcess(Deno.execPath(), { args: ["info", "--json"] });
  dir.write("deno/made", "");
  // The libraries need no second download.
  symlinkSync(`${JSON.parse(info.stdout).denoDir}/npm`, `${denoDir}/npm`);
  const server = servePackage();
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const { code, stderr } = await runProcess(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-config", "--import-map", `${origin}/deno.json`],
      ...[`${origin}/src/cli/main.ts`, "kernel", "install", "--allow-env"],
      ...["--prefix", dir.path],
    ],
    env: { DENO_DIR: denoDir },
  });
  await server.shutdown();
  assert.equal(code, 0, stderr);
  dir.write("work/a.txt", "a");
  const said = await peer.run(START, ["labbook"], {
    cwd: dir.join("work"),
    env: {
      DENO_DIR: denoDir,
      JUPYTER_PATH: dir.join("share", "jupyter"),
      XDG_DATA_HOME: dir.path,
    },
  });
  assert.deepEqual(JSON.parse(said), ["NotCapable"]);
});
