/** What differs between two runs. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { diff } from "../../src/registry/mod.ts";
import { type ExperimentTracker, track } from "../../src/tracker/mod.ts";
import { runProcess, tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

/** Puts files beside those of a run. */
async function addFiles(dir: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
  }
}

/** Two runs with the given files. */
async function twoRuns(
  baseDir: string,
  a: Record<string, string | Uint8Array>,
  b: Record<string, string | Uint8Array>,
): Promise<[ExperimentTracker, ExperimentTracker]> {
  const runs: [ExperimentTracker, ExperimentTracker] = [
    await makeRun(baseDir, "a"),
    await makeRun(baseDir, "b"),
  ];
  await addFiles(runs[0].path, a);
  await addFiles(runs[1].path, b);
  return runs;
}

function gitFile(commit: string, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    state: "ok",
    commit,
    branch: "main",
    dirty: true,
    cwd: ".",
    omittedCount: 0,
    ...more,
  });
}

Deno.test("diff() tells the parameters and metrics that differ, the better value marked", async () => {
  await using dir = await tempDir();
  await makeRun(dir.path, "a", {
    params: { lr: 0.1, opt: { name: "sgd", m: 0.9 }, seed: 1 },
    metrics: { loss: [3, 1], same: [1], "system/cpu": [1] },
  });
  await makeRun(dir.path, "b", {
    params: { lr: 0.2, opt: { name: "adam" }, seed: 1 },
    metrics: { loss: [4, 2], same: [1], accuracy: [0.5] },
  });
  const difference = await diff("a", "b", { baseDir: dir.path });
  assert.deepEqual(difference.params, [
    { name: "lr", a: 0.1, b: 0.2 },
    { name: "opt.name", a: "sgd", b: "adam" },
    { name: "opt.m", a: 0.9, b: undefined },
  ]);
  assert.deepEqual(difference.metrics, [
    { name: "loss", mode: "min", last: [1, 2], best: [1, 2] },
    { name: "accuracy", mode: "max", last: [null, 0.5], best: [null, 0.5] },
  ]);
  assert.deepEqual(difference.notes, [
    "The environment of tests/a was not recorded",
    "The environment of tests/b was not recorded",
    "The git state of tests/a was not recorded",
    "The git state of tests/b was not recorded",
    "The code of tests/a was not recorded",
    "The code of tests/b was not recorded",
  ]);
  const text = difference.text();
  assert(text.startsWith("a → b\n\nParameters\n"));
  assert.match(text, /opt\.m +0\.9 +—\n/);
  assert.match(text, /loss +★ 1 +2 +\+1 +min +★ 1 +2\n/);
  assert(difference.html().includes("★ 1</td>"));
});

Deno.test("diff() tells versions, packages, permissions and git facts that differ", async () => {
  await using dir = await tempDir();
  const environment = {
    timestamp: "2026-01-01",
    packages: { "npm:left-pad": "1.0.0", "npm:same": "1.0.0" },
    deno_version: "2.9.6",
    permissions: { read: "granted", net: "denied" },
    python: { version: "3.12", packages: { numpy: "2.0" } },
  };
  await twoRuns(dir.path, {
    "environment.json": JSON.stringify(environment),
    "code/git.json": gitFile("a".repeat(40)),
    "code/changes.patch": "diff --git a/x b/x\n--- a/x\n+++ b/x\n",
  }, {
    "environment.json": JSON.stringify({
      ...environment,
      timestamp: "2026-01-02",
      packages: { "npm:left-pad": "1.1.0", "npm:same": "1.0.0", "npm:new": "1.0.0" },
      permissions: { read: "granted", net: "granted" },
      python: { version: "3.12", packages: { numpy: "2.1" } },
    }),
    "code/git.json": gitFile("b".repeat(40), { branch: "wide", dirty: false }),
  });
  const difference = await diff("a", "b", { baseDir: dir.path });
  assert.deepEqual(difference.packages, [
    { name: "npm:left-pad", a: "1.0.0", b: "1.1.0" },
    { name: "python:numpy", a: "2.0", b: "2.1" },
    { name: "npm:new", a: undefined, b: "1.0.0" },
  ]);
  assert.deepEqual(difference.environment, [{
    name: "permissions.net",
    a: "denied",
    b: "granted",
  }]);
  assert.deepEqual(difference.git, [
    { name: "commit", a: "a".repeat(40), b: "b".repeat(40) },
    { name: "branch", a: "main", b: "wide" },
    { name: "dirty", a: true, b: false },
    { name: "files changed since the commit", a: 1, b: 0 },
  ]);
  assert.deepEqual(difference.code, [], "patches of different commits are not compared");
});

Deno.test("diff() compares the code file by file, and names what cannot be shown", async () => {
  await using dir = await tempDir();
  await twoRuns(dir.path, {
    "code/code.json": JSON.stringify({ entry: "main.ts" }),
    "code/scripts/main.ts": "const a = 1;\nconst b = 2;\n",
    "code/scripts/same.ts": "same",
    "code/scripts/old.ts": "gone\n",
    "code/scripts/data.bin": Uint8Array.of(0, 1),
    "code/scripts/deno.lock": "{}",
    "code/scripts/large.txt": "x".repeat(1_000_001),
    "code/scripts/rewritten.txt": Array.from({ length: 4000 }, (_, i) => `a${i}\n`).join(""),
    "code/session.ts": "%one\n",
    "code/notebook.ipynb": "1",
  }, {
    "code/code.json": JSON.stringify({ entry: "project/main.ts" }),
    "code/scripts/project/main.ts": "const a = 1;\nconst b = 3;\n",
    "code/scripts/project/same.ts": "same",
    "code/scripts/project/data.bin": Uint8Array.of(0, 1, 2),
    "code/scripts/project/deno.lock": "{ }",
    "code/scripts/project/large.txt": "y",
    "code/scripts/project/rewritten.txt": Array.from({ length: 4000 }, (_, i) => `b${i}\n`).join(
      "",
    ),
    "code/scripts/elsewhere.ts": "new",
    "code/session.ts": "%two\n",
    "code/notebook.ipynb": "2",
  });
  const { code, patch } = await diff("a", "b", { baseDir: dir.path });
  assert.deepEqual(code.map(({ path, change, note }) => [path, change, note]), [
    ["data.bin", "changed", "binary, 2 B → 3 B"],
    ["deno.lock", "changed", "a lock file: the packages tell more"],
    ["elsewhere.ts", "added", ""],
    ["large.txt", "changed", "too large to be shown, 1 MB → 1 B"],
    ["main.ts", "changed", ""],
    ["old.ts", "removed", ""],
    ["rewritten.txt", "changed", "too different to be shown"],
    ["session.ts", "changed", ""],
  ]);
  assert.equal(
    code[4]!.diff,
    "--- a/main.ts\n+++ b/main.ts\n@@ -1,2 +1,2 @@\n const a = 1;\n-const b = 2;\n+const b = 3;\n",
  );
  assert(patch.includes("--- a/old.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-gone\n"));
  assert(patch.includes("+++ b/elsewhere.ts"));
});

Deno.test("diff() of a script that was changed without a commit shows the change once", async () => {
  await using dir = await tempDir();
  const project = join(dir.path, "project");
  const git = (...args: string[]) =>
    runProcess("git", {
      args: ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args],
      cwd: project,
    });
  const tracker = JSON.stringify(import.meta.resolve("../../src/tracker/mod.ts"));
  await addFiles(project, {
    "src/lib.ts": "export const lr = 0.1;\n",
    "src/train.ts": `import { lr } from "./lib.ts";
const { ExperimentTracker } = await import(Deno.args[1]!);
const run = new ExperimentTracker({ project: "p", experimentName: Deno.args[0], useTensorboard: false });
run.logParams({ lr });
await run.finish();
`,
    "notes.txt": "one\n",
  });
  await git("init", "-q");
  await git("add", ".");
  await git("commit", "-q", "-m", "first");
  const run = async (name: string): Promise<void> => {
    const { code, stderr } = await runProcess(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", "src/train.ts", name, JSON.parse(tracker)],
      cwd: project,
      env: { LABBOOK_DIR: join(dir.path, "runs") },
    });
    assert.equal(code, 0, stderr);
  };
  await run("before");
  await addFiles(project, { "src/lib.ts": "export const lr = 0.2;\n", "notes.txt": "two\n" });
  await run("after");
  const difference = await diff("after", undefined, { baseDir: join(dir.path, "runs") });
  assert.equal(difference.a.name, "before");
  assert.deepEqual(difference.params, [{ name: "lr", a: 0.1, b: 0.2 }]);
  assert.deepEqual(difference.code.map(({ path, note }) => [path, note]), [["lib.ts", ""], [
    "notes.txt",
    "",
  ]]);
  assert.match(difference.patch, /-export const lr = 0\.1;\n\+export const lr = 0\.2;\n/);
  assert.match(difference.patch, /-one\n\+two\n/);
  assert.deepEqual(difference.git.map(({ name }) => name), [
    "dirty",
    "files changed since the commit",
  ]);
  const back = await diff("after", "before", { baseDir: join(dir.path, "runs") });
  assert.match(
    back.patch,
    /--- a\/notes\.txt\n\+\+\+ b\/notes\.txt\n@@ -1,1 \+1,1 @@\n\+one\n-two\n/,
  );
});

Deno.test("diff() with one run compares it with the one that track() started, if there is one", async () => {
  await using dir = await tempDir();
  await makeRun(dir.path, "first");
  const options = { baseDir: dir.path };
  const quiet = { ...options, useTensorboard: false, saveCode: false, saveEnv: false };
  await assert.rejects(diff("first", undefined, options), {
    name: "Error",
    message:
      "Cannot tell what differs from tests/first: there is no run before it, expected the name of another run",
  });
  const current = await track("tests/current", quiet);
  const difference = await diff("first", undefined, options);
  assert.deepEqual([difference.a.name, difference.b.name], ["first", "current"]);
  assert.equal((await diff(current, undefined, options)).a.name, "first");
  await current.finish();
  assert(difference.text().includes("Nothing that was recorded of the runs differs"));
});

Deno.test("code and values of any kind stay text in what diff() shows", async () => {
  await using dir = await tempDir();
  const hostile = `</pre><script>alert("1")</script>\u202e`;
  await twoRuns(dir.path, {
    "code/scripts/main.ts": `${hostile}\n`,
    "environment.json": JSON.stringify({ packages: { [hostile]: "1" }, args: [hostile] }),
    "code/git.json": "{ damaged",
  }, {
    "code/scripts/main.ts": "x\n",
    "environment.json": JSON.stringify({ packages: {}, args: ["y".repeat(10_000)] }),
    "code/git.json": gitFile("c"),
  });
  const difference = await diff("a", "b", { baseDir: dir.path });
  const html = difference.html();
  assert(!/<script|\u202e/.test(html) && html.length < 10_000);
  assert(html.includes("-&lt;/pre&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\\u202e"));
  assert.match(html, /<span style="background-color:rgba\(46,160,67,0\.2\)">\+x<\/span>/);
  assert.match(difference.notes[0]!, /^The git state of tests\/a cannot be read: /);
});
