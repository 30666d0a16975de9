/** `labbook kernel`. @module */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type ProcessOutput, tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { labbook } from "./fixture.ts";

function kernel(data: string, args: string[], env = {}): Promise<ProcessOutput> {
  return labbook(["kernel", ...args], {
    env: {
      JUPYTER_DATA_DIR: data,
      JUPYTER_PATH: undefined,
      VIRTUAL_ENV: undefined,
      CONDA_PREFIX: undefined,
      PATH: "",
      ...env,
    },
  });
}

Deno.test("kernel installs, lists and uninstalls", async () => {
  using dir = tempDir();
  const folder = dir.join("kernels", "labbook");
  assert.equal(
    (await kernel(dir.path, ["list"])).stdout,
    "No kernel is installed: labbook kernel install\n",
  );
  const installed = await kernel(dir.path, ["install", "--user"]);
  assert.deepEqual([installed.code, installed.stdout], [
    0,
    `✓ TypeScript (Labbook) is in ${folder}\n`,
  ]);
  const tight = ["install", "--name", "tight", "-R=.", "--display-name", "Tight"];
  assert.equal((await kernel(dir.path, tight)).code, 0);
  const { stdout } = await kernel(dir.path, ["list", "--json"]);
  assert.deepEqual(JSON.parse(stdout), [
    {
      name: "labbook",
      path: folder,
      display_name: "TypeScript (Labbook)",
      version: "0.1.0",
      permissions: ["--allow-all"],
      hidden_by: null,
    },
    {
      name: "tight",
      path: dir.join("kernels", "tight"),
      display_name: "Tight",
      version: "0.1.0",
      permissions: ["--allow-read=."],
      hidden_by: null,
    },
  ]);
  assert.equal(
    (await kernel(dir.path, ["list"])).stdout,
    `\
NAME     PERMISSIONS     FOLDER
labbook  --allow-all     ${folder}
tight    --allow-read=.  ${dir.join("kernels", "tight")}
`,
  );
  const removed = await kernel(dir.path, ["uninstall", "tight"]);
  assert.equal(removed.stdout, `✓ removed ${dir.join("kernels", "tight")}\n`);
  assert.equal(existsSync(folder), true);
});

Deno.test("kernel installs one that shows type errors", async () => {
  using dir = tempDir();
  assert.equal((await kernel(dir.path, ["install", "--typecheck"])).code, 0);
  const spec = JSON.parse(readFileSync(dir.join("kernels", "labbook", "kernel.json"), "utf8"));
  assert.equal(spec.env.LABBOOK_TYPECHECK, "1");
  assert.equal(spec.metadata.labbook.typecheck, true);
});

Deno.test("kernel installs into a prefix and an active virtual environment", async () => {
  using dir = tempDir();
  const told = (prefix: string): string =>
    `✓ TypeScript (Labbook) is in ${dir.join(prefix, "share", "jupyter", "kernels", "labbook")}\n`;
  const prefixed = await kernel(dir.path, ["install", "--prefix", dir.join("p")]);
  assert.equal(prefixed.stdout, told("p"));
  const env = { VIRTUAL_ENV: dir.join("venv") };
  const active = await kernel(dir.path, ["install", "--sys-prefix"], env);
  assert.equal(active.stdout, told("venv"));
});

Deno.test("kernel tells what is wrong in a call", async () => {
  using dir = tempDir();
  dir.write("kernels/python3/kernel.json", '{"argv":["python3"]}');
  const cases: [args: string[], code: number, stderr: string][] = [
    [
      ["install", "--dney-net"],
      2,
      'Cannot use the option "--dney-net": did you mean "--deny-net"?',
    ],
    [
      ["install", "--allow-everything=1"],
      2,
      'Cannot use the option "--allow-everything=1": expected a permission flag of deno run',
    ],
    [
      ["install", "--allow-sys=foo"],
      2,
      "Cannot use the permissions --allow-sys=foo: unknown sys descriptor: 'foo'",
    ],
    [["install", "--user", "--sys-prefix"], 2, "Cannot use --user and --sys-prefix together"],
    [
      ["install", "--name", "python3"],
      1,
      `Cannot install the kernel "python3": ${
        dir.join("kernels", "python3")
      } belongs to another kernel, choose another name`,
    ],
    [
      ["install", "--sys-prefix"],
      1,
      "Cannot find Python's prefix: no virtual environment is active, and there is no python3 on the PATH",
    ],
    [["uninstall"], 1, 'Cannot uninstall the kernel "labbook": it is not installed'],
    [["isntall"], 2, 'Cannot find the command "isntall": did you mean "install"?'],
  ];
  for (const [args, code, message] of cases) {
    const result = await kernel(dir.path, args);
    assert.deepEqual([result.code, result.stderr], [code, `labbook: ${message}\n`]);
  }
});

Deno.test("kernel doctor tells what to do where none is installed", async () => {
  using dir = tempDir();
  const env = { XDG_DATA_HOME: dir.path };
  const { code, stdout } = await kernel(dir.path, ["doctor", "--json"], env);
  const { ok, checks } = JSON.parse(stdout);
  assert.equal(ok, false);
  assert.equal(code, 1);
  assert.deepEqual(
    checks.map(({ name, state }: Record<string, string>) => [name, state]),
    [
      ["deno", "ok"],
      ["session", "ok"],
      ["history", "ok"],
      ["kernel", "problem"],
      ["python", "note"],
      ["jupyter", "note"],
    ],
  );
  assert.deepEqual(checks[3], {
    name: "kernel",
    state: "problem",
    message: "not installed",
    remedy: "labbook kernel install",
  });
});

peerTest(
  "kernel doctor finds all well where Jupyter finds the kernel, else says so",
  async (peer) => {
    using dir = tempDir();
    const env = { PATH: [dirname(peer.python), Deno.env.get("PATH")].join(delimiter) };
    await kernel(dir.path, ["install"], env);
    const well = await kernel(dir.path, ["doctor"], env);
    assert.match(well.stdout, /\n✓ jupyter +it finds what is installed\n\nAll is well\.\n$/);
    assert.equal(well.code, 0);
    const elsewhere = dir.join("elsewhere");
    await kernel(dir.path, ["install", "--prefix", elsewhere, "--name", "other"], env);
    const { stdout, code } = await kernel(dir.path, ["doctor"], { ...env, VIRTUAL_ENV: elsewhere });
    assert.match(
      stdout,
      new RegExp(
        `✗ jupyter +it does not find ${join(elsewhere, "share", "jupyter", "kernels", "other")}`,
      ),
    );
    assert.equal(code, 1);
  },
);

Deno.test("completion knows the kernel's commands, flags and kernels, and notebooks", async () => {
  using dir = tempDir();
  await kernel(dir.path, ["install"]);
  dir.write("a.ipynb", "{}");
  dir.write("sub/b.ipynb", "{}");
  const words = async (...typed: string[]): Promise<string[]> => {
    const { stdout } = await labbook(["complete", "--", ...typed], {
      cwd: dir.path,
      env: { JUPYTER_DATA_DIR: dir.path, JUPYTER_PATH: undefined },
    });
    return stdout.split("\n").slice(0, -2).map((line) => line.split("\t")[0]!);
  };
  assert.deepEqual(await words("kernel", ""), ["install", "uninstall", "list", "doctor"]);
  assert.deepEqual(await words("kernel", "install", "--allow-r"), ["--allow-read", "--allow-run"]);
  assert.deepEqual(await words("kernel", "uninstall", "l"), ["labbook"]);
  assert.deepEqual(await words("run", ""), ["a.ipynb", "sub/b.ipynb"]);
  assert.deepEqual(await words("run", "sub/"), ["sub/b.ipynb"]);
  assert.deepEqual(await words("run", "--pa"), ["--parameter", "--parameters-file"]);
});
