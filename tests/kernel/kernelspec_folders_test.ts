/** Jupyter finds what we install, where we find it. @module */
import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { ROOT, runScript, tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";

const FOLDERS = JSON.stringify(join(ROOT, "src/kernel/kernelspec/folders.ts"));
const INSTALLED = JSON.stringify(join(ROOT, "src/kernel/kernelspec/installed.ts"));

peerTest("jupyter_client finds the kernel in each place, and logos beside it", async (peer) => {
  using dir = tempDir();
  const environment = dirname(dirname(peer.python));
  const env = {
    XDG_DATA_HOME: dir.path,
    JUPYTER_DATA_DIR: undefined,
    JUPYTER_PATH: dir.join("given"),
    VIRTUAL_ENV: undefined,
    CONDA_PREFIX: undefined,
    PATH: `${join(environment, "bin")}${delimiter}${Deno.env.get("PATH")}`,
  };
  const install = `
    import { installKernel } from ${INSTALLED};
    const permissions = ["--allow-all"];
    const prefix = Deno.args[0];
    console.log(await installKernel({ permissions, name: "labbook-user" }));
    console.log(await installKernel({ permissions, name: "labbook-prefix", place: { kind: "prefix", prefix } }));
  `;
  const { stdout } = await runScript(dir.write("install.ts", install), { args: [dir.path], env });
  const [user, prefix] = stdout.trim().split("\n");
  const found = JSON.parse(
    await peer.run(
      `
import json, os
from jupyter_client.kernelspec import KernelSpecManager
manager = KernelSpecManager()
names = [name for name in manager.find_kernel_specs() if name.startswith("labbook-")]
specs = {name: manager.get_kernel_spec(name) for name in names}
print(json.dumps({name: [spec.resource_dir, spec.display_name, spec.interrupt_mode,
  spec.argv[-2], spec.metadata["debugger"], sorted(os.listdir(spec.resource_dir))]
  for name, spec in specs.items()}))
`,
      [],
      { env: { ...env, JUPYTER_PATH: dir.join("share", "jupyter") } },
    ),
  );
  const files = ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
  const rest = ["TypeScript (Labbook)", "message", "{connection_file}", true, files];
  assert.deepEqual(found, {
    "labbook-user": [user, ...rest],
    "labbook-prefix": [prefix, ...rest],
  });
});

peerTest("our folders are Jupyter's, in its order", async (peer) => {
  using dir = tempDir();
  const environment = dirname(dirname(peer.python));
  const python = `
import json, sys
from jupyter_core.paths import jupyter_path
print(json.dumps([path for path in jupyter_path("kernels")]))
`;
  const ours = `
    import { kernelsFolders } from ${FOLDERS};
    console.log(JSON.stringify(kernelsFolders()));
  `;
  for (
    const variables of [
      {},
      { JUPYTER_PREFER_ENV_PATH: "0" },
      { XDG_DATA_HOME: dir.path },
      {
        JUPYTER_DATA_DIR: dir.join("data"),
        JUPYTER_PATH: `${dir.join("a")}${delimiter}${dir.join("b")}`,
      },
    ]
  ) {
    const env = {
      XDG_DATA_HOME: undefined,
      JUPYTER_DATA_DIR: undefined,
      JUPYTER_PATH: undefined,
      JUPYTER_PREFER_ENV_PATH: undefined,
      CONDA_PREFIX: undefined,
      VIRTUAL_ENV: environment,
      PATH: `${join(environment, "bin")}${delimiter}${Deno.env.get("PATH")}`,
      ...variables,
    };
    const { stdout } = await runScript(dir.write("folders.ts", ours), { env });
    assert.deepEqual(
      JSON.parse(stdout),
      JSON.parse(await peer.run(python, [], { env })),
      JSON.stringify(variables),
    );
  }
});
