/** Jupyter starts the kernel that was installed, with the permissions that were asked for. @module */
import assert from "node:assert/strict";
import { installKernel } from "../../src/kernel/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";

const START = `
import json, sys
from jupyter_client.manager import start_new_kernel
said = []
for name in ["labbook-open", "labbook-tight"]:
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
  const said = await peer.run(START, [], {
    cwd: dir.join("work"),
    env: { JUPYTER_PATH: dir.join("share", "jupyter"), XDG_DATA_HOME: dir.path },
  });
  assert.deepEqual(JSON.parse(said), ['"ab"', "NotCapable"]);
});
