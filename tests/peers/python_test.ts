import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProcess, tempDir } from "../helpers/mod.ts";
import { findPython } from "./find_python.ts";
import { peerTest } from "./python.ts";

Deno.test("findPython() says what is missing", () => {
  assert.deepEqual(findPython([]), { reason: "python3 was not found" });
  assert.deepEqual(findPython(["no-such-python"]), { reason: "python3 was not found" });
});

Deno.test("peerTest() without Python is skipped by its name, and fails in CI", async () => {
  // A copy of the helpers, so that the environment of this repository is not found.
  using dir = tempDir();
  for (const folder of ["helpers", "peers"]) {
    cpSync(join(ROOT, "tests", folder), dir.join("tests", folder), { recursive: true });
  }
  dir.write(
    "tests/snake_test.ts",
    `import { peerTest } from "./peers/python.ts";
     peerTest("needs a snake", () => {});`,
  );
  const args = ["test", "-A", "--no-check", "tests/snake_test.ts"];
  const env = { PATH: dir.path, CI: undefined };
  const local = await runProcess(Deno.execPath(), { args, env, cwd: dir.path });
  assert.match(local.stdout, /^needs a snake \.\.\. ignored/m);
  assert.equal(local.code, 0);
  const ci = await runProcess(Deno.execPath(), {
    args,
    env: { ...env, CI: "true" },
    cwd: dir.path,
  });
  assert.match(ci.stdout, /Cannot provision Python peers: python3 was not found/);
  assert.equal(ci.code, 1);
});

peerTest("a peer runs a script with arguments and input", async ({ run }) => {
  const printed = await run("import sys; print(sys.argv[1], sys.stdin.read())", ["ä"], {
    stdin: "text",
  });
  assert.equal(printed, "ä text\n");
});

peerTest("a peer that fails throws its traceback", async ({ run }) => {
  await assert.rejects(run("raise ValueError('no')"), (error: Error) => {
    assert.match(error.message, /^Cannot run the Python peer: it ended with code 1\n/);
    assert.match(error.message, /ValueError: no/);
    return true;
  });
});

peerTest("TensorBoard answers and stops with its block", async ({ tensorboard }) => {
  using dir = tempDir();
  let url: string;
  {
    await using server = await tensorboard(dir.path);
    url = server.url;
    const response = await fetch(`${url}/data/environment`);
    assert.equal((await response.json()).data_location, dir.path);
  }
  await assert.rejects(fetch(url), TypeError);
});
