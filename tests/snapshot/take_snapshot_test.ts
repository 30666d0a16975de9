/** The parts of a snapshot, together. @module */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { runProcess, tempDir } from "../helpers/mod.ts";
import { collectProcessFacts, type ProcessFacts, takeSnapshot } from "../../src/snapshot/mod.ts";
import { readRuntimeOptions } from "../../src/snapshot/runtime_options.ts";

function factsOf(main: string, cwd: string): ProcessFacts {
  return { ...collectProcessFacts(), mainModule: pathToFileURL(main).href, cwd, args: [] };
}

Deno.test("collectProcessFacts() gives plain data", () => {
  const facts = collectProcessFacts();
  assert.deepEqual(structuredClone(facts), facts);
  assert.equal(facts.mainModule, Deno.mainModule);
  assert.equal(facts.cwd, Deno.cwd());
  assert.equal(facts.pid, Deno.pid);
  assert.equal(facts.execPath, Deno.execPath());
  assert.equal(facts.permissions.read, "granted");
});

Deno.test("takeSnapshot() keeps git, code and environment beside one another", async () => {
  using repository = tempDir();
  using run = tempDir();
  const main = repository.write("main.ts", `import "./part.ts";`);
  repository.write("part.ts", "");
  for (
    const args of [
      ["init", "-q", "-b", "trunk"],
      ["add", "main.ts"],
      ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first"],
    ]
  ) await runProcess("git", { args, cwd: repository.path });
  const { git, warnings } = await takeSnapshot({
    facts: factsOf(main, repository.path),
    codeDir: run.join("code"),
    environmentFile: run.join("environment.json"),
    exclude: ["experiments"],
    saveCode: true,
    saveEnv: true,
  });
  assert.deepEqual(warnings, []);
  assert.match(git!.commit!, /^[0-9a-f]{40}$/);
  assert.deepEqual([git!.branch, git!.dirty], ["trunk", true]);
  for (const name of ["git.json", "changes.patch", "code.json", "scripts/part.ts"]) {
    assert.ok(existsSync(run.join("code", name)), name);
  }
  assert.ok(existsSync(run.join("environment.json")));
});

Deno.test("takeSnapshot() looks at the repository of the code, without a commit, too", async () => {
  using repository = tempDir();
  using elsewhere = tempDir();
  const main = repository.write("src/main.ts", "");
  await runProcess("git", { args: ["init", "-q", "-b", "trunk"], cwd: repository.path });
  const { git, warnings } = await takeSnapshot({
    facts: factsOf(main, elsewhere.path),
    codeDir: elsewhere.join("run/code"),
    environmentFile: elsewhere.join("run/environment.json"),
    exclude: [],
    saveCode: true,
    saveEnv: false,
  });
  assert.deepEqual(warnings, []);
  assert.deepEqual(git, { commit: null, branch: "trunk", dirty: true });
});

Deno.test("takeSnapshot() takes only what is asked for", async () => {
  using project = tempDir();
  using run = tempDir();
  const taken = await takeSnapshot({
    facts: factsOf(project.write("main.ts", ""), project.path),
    codeDir: run.join("code"),
    environmentFile: run.join("environment.json"),
    exclude: [],
    saveCode: true,
    saveEnv: false,
  });
  // Where there is no repository nothing is missing.
  assert.deepEqual(taken.warnings, []);
  assert.deepEqual(taken.git, { commit: null, branch: null, dirty: null });
  assert.ok(existsSync(run.join("code", "code.json")));
  assert.ok(!existsSync(run.join("environment.json")));
});

Deno.test("takeSnapshot() records the environment where the code cannot be kept", async () => {
  using project = tempDir();
  using run = tempDir();
  const { git, warnings } = await takeSnapshot({
    facts: factsOf(project.write("main.ts", ""), project.path),
    codeDir: run.write("code", "a file in the way"),
    environmentFile: run.join("environment.json"),
    exclude: [],
    saveCode: true,
    saveEnv: true,
  });
  assert.deepEqual(git, { commit: null, branch: null, dirty: null });
  assert.deepEqual(warnings.map((warning) => warning.split(":")[0]).sort(), [
    "The code is not recorded",
    "git.json is not written",
  ]);
  assert.equal(JSON.parse(readFileSync(run.join("environment.json"), "utf8")).cwd, project.path);
});

Deno.test("takeSnapshot() puts no more than twenty sentences about code into the summary", async () => {
  using project = tempDir();
  using run = tempDir();
  const imports = Array.from({ length: 30 }, (_, i) => `import "./gone_${i}.ts";`).join("\n");
  const { warnings } = await takeSnapshot({
    facts: factsOf(project.write("main.ts", imports), project.path),
    codeDir: run.join("code"),
    environmentFile: run.join("environment.json"),
    exclude: [],
    saveCode: true,
    saveEnv: false,
  });
  assert.equal(warnings.length, 21);
  assert.equal(warnings.at(-1), "code/code.json has 10 more warnings");
});

Deno.test("readRuntimeOptions() reads what stands before the main module", () => {
  const main = { kind: "file", path: "/my dir/main.ts" };
  const words = "deno run -A -c conf/a.json --import-map=map.json --lock=l.lock --seed 3 " +
    "--unstable-kv --v8-flags=--expose-gc --no-check main.ts --config b.json --seed 4";
  assert.deepEqual(readRuntimeOptions(words.split(" "), "/my dir", main), {
    config: "/my dir/conf/a.json",
    importMap: "/my dir/map.json",
    lock: "/my dir/l.lock",
    flags: ["--seed=3", "--unstable-kv", "--v8-flags=--expose-gc"],
  });
  const absolute = ["deno", "run", "--no-config", "/my dir/main.ts"];
  assert.deepEqual(readRuntimeOptions(absolute, "/", main), { noConfig: true, flags: [] });
  assert.deepEqual(readRuntimeOptions(["node", "/my dir/main.ts"], "/", main), { flags: [] });
  assert.deepEqual(readRuntimeOptions([], "/", { kind: "repl" }), { flags: [] });
});
