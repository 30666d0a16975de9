import { mkdirSync } from "node:fs";
import { jupyterEnvironment, kernelTest } from "./peer/mod.ts";

const SCRIPT = new URL("rate_limits.py", import.meta.url);

kernelTest("a Jupyter server drops no outputs, however fast they come", async (peer) => {
  const { dir } = peer;
  const folder = dir.join("notebooks");
  mkdirSync(folder);
  const env = { ...jupyterEnvironment(dir), JUPYTER_TOKEN: crypto.randomUUID() };
  let port = 0;
  await using _server = await peer.serve({
    module: "jupyter_server",
    arguments: (chosen) => {
      port = chosen;
      return [
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        `--ServerApp.port=${chosen}`,
        "--ServerApp.port_retries=0",
        `--ServerApp.root_dir=${folder}`,
      ];
    },
    readyPath: "/api",
    env,
    timeout: 120_000,
  });
  await peer.run(SCRIPT, [String(port), folder], { env, cwd: folder });
});
