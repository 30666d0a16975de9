/** What a patch leaves out, and what it never does. @module */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { rmSync, utimesSync } from "node:fs";
import process from "node:process";
import { snapshotGit } from "../../src/snapshot/git.ts";
import { isSecretFile } from "../../src/snapshot/secret_files.ts";
import { runProcess, tempDir } from "../helpers/mod.ts";
import { git, initialize, restore, treeOf } from "./helpers.ts";

Deno.test("Untracked files over the limits are listed, the rest is in the patch", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("tracked.bin", new Uint8Array(10));
  await initialize(repo.path);
  repo.write("tracked.bin", new Uint8Array(2000).fill(1));
  repo.write("small.txt", "small\n");
  repo.write("middle-1.bin", new Uint8Array(600));
  repo.write("middle-2.bin", new Uint8Array(700));
  repo.write("large one.bin", new Uint8Array(1001));
  repo.write("staged.bin", new Uint8Array(3000));
  await git(repo.path, "add", "staged.bin");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"), {
    maxUntrackedBytes: 1000,
    maxUntrackedTotalBytes: 1000,
  });
  assert.deepEqual(snapshot.omitted, [
    { path: "staged.bin", size: 3000, reason: "too large" },
    { path: "large one.bin", size: 1001, reason: "too large" },
    { path: "middle-2.bin", size: 700, reason: "too much in all" },
  ]);
  assert.equal(snapshot.omittedCount, 3);
  assert.deepEqual(snapshot.warnings, [
    'The patch leaves out "staged.bin" (too large) and 2 more',
  ]);
  const patch = out.join("run/code/changes.patch");
  await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
  const left = ["staged.bin", "large one.bin", "middle-2.bin"];
  assert.deepEqual(treeOf(out.join("clone")), treeOf(repo.path, left));
});

Deno.test("A file that the commit has is in the patch whatever its size, tracked still or not", async () => {
  const untrack = {
    "git rm --cached": (root: string) => git(root, "rm", "-q", "--cached", "large.bin"),
    "no index": (root: string) => rmSync(`${root}/.git/index`),
  };
  for (const [name, change] of Object.entries(untrack)) {
    using repo = tempDir();
    using out = tempDir();
    repo.write("large.bin", new Uint8Array(2000));
    repo.write("a.txt", "one\n");
    await initialize(repo.path);
    await change(repo.path);
    repo.write("large.bin", new Uint8Array(2000).fill(1));
    const snapshot = await snapshotGit(repo.path, out.join("run/code"), {
      maxUntrackedBytes: 1000,
      maxUntrackedTotalBytes: 1000,
    });
    assert.deepEqual([snapshot.dirty, snapshot.omitted], [true, []], name);
    const patch = out.join("run/code/changes.patch");
    await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
    assert.deepEqual(treeOf(out.join("clone")), treeOf(repo.path), name);
  }
});

Deno.test("A patch over the limit is not kept, and its size is", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  repo.write("a.txt", "two\n".repeat(500));
  const code = out.join("run/code");
  const kept = await snapshotGit(repo.path, code);
  assert.equal(kept.patch, "changes.patch");
  const size = kept.patchSize!;
  const exact = await snapshotGit(repo.path, code, { maxPatchBytes: size });
  assert.deepEqual(exact, kept);
  const over = await snapshotGit(repo.path, code, { maxPatchBytes: size - 1 });
  const warning = `The changes since the commit are not kept: the patch has ${size} bytes, ` +
    `more than the ${size - 1} that are`;
  assert.deepEqual(over, { ...kept, patch: null, warnings: [warning] });
  assert.deepEqual(Object.keys(treeOf(out.path)), ["run/code/git.json"]);
});

Deno.test({
  name: "A file that became a pipe stays as in the commit, the rest is in the patch",
  ignore: process.platform === "win32",
  fn: async () => {
    using repo = tempDir();
    using out = tempDir();
    for (const name of ["a.txt", "staged.txt", "b.txt"]) repo.write(name, "one\n");
    await initialize(repo.path);
    repo.write("staged.txt", "staged\n");
    repo.write("new.txt", "new\n");
    await git(repo.path, "add", "-A");
    for (const name of ["a.txt", "staged.txt", "new.txt"]) {
      rmSync(repo.join(name));
      await runProcess("mkfifo", { args: [repo.join(name)] });
    }
    const only = await snapshotGit(repo.path, out.join("only/code"));
    assert.deepEqual([only.state, only.dirty, only.patch], ["ok", true, null]);
    repo.write("b.txt", "two\n");
    const snapshot = await snapshotGit(repo.path, out.join("run/code"));
    assert.deepEqual([snapshot.state, snapshot.dirty], ["ok", true]);
    assert.deepEqual(snapshot.omitted, [
      { path: "a.txt", size: null, reason: "not a file" },
      { path: "staged.txt", size: null, reason: "not a file" },
      { path: "new.txt", size: null, reason: "not a file" },
    ]);
    assert.deepEqual(snapshot.warnings, ['The patch leaves out "a.txt" (not a file) and 2 more']);
    const patch = out.join("run/code/changes.patch");
    await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
    const one = `file ${Buffer.from("one\n").toString("hex")}`;
    const two = `file ${Buffer.from("two\n").toString("hex")}`;
    assert.deepEqual(treeOf(out.join("clone")), {
      "a.txt": one,
      "b.txt": two,
      "staged.txt": one,
    });
  },
});

Deno.test("Files that a required filter refuses stay as in the commit, the rest is in the patch", async () => {
  // Git reads a file again that is as young as the index, and so asks the filter about it.
  for (const time of ["old", "young"]) {
    using repo = tempDir();
    using out = tempDir();
    repo.write(".gitattributes", "*.f filter=bad\n");
    const names = Array.from({ length: 9 }, (_, i) => `file-${i}.txt`);
    for (const name of [...names, "x.f", "y.f"]) {
      const path = repo.write(name, "one\n");
      if (time === "old") utimesSync(path, 1e9, 1e9);
    }
    await initialize(repo.path);
    if (time === "young") utimesSync(repo.join(".git/index"), 1e9, 1e9);
    for (const name of [...names, "x.f"]) repo.write(name, "two\n");
    repo.write("new.f", "new\n");
    await git(repo.path, "config", "filter.bad.clean", "false");
    await git(repo.path, "config", "filter.bad.required", "true");
    const snapshot = await snapshotGit(repo.path, out.join("run/code"));
    assert.deepEqual([snapshot.state, snapshot.dirty], ["ok", true], time);
    const refused = time === "old" ? ["x.f", "new.f"] : ["x.f", "y.f", "new.f"];
    assert.deepEqual(snapshot.omitted.map(({ path }) => path), refused);
    assert.match(
      snapshot.warnings[0]!,
      /^The patch leaves out "x\.f" \(refused by git: .*filter 'false' failed.*\) and \d more$/,
    );
    const patch = out.join("run/code/changes.patch");
    await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
    const one = `file ${Buffer.from("one\n").toString("hex")}`;
    assert.deepEqual(treeOf(out.join("clone")), { ...treeOf(repo.path, ["new.f"]), "x.f": one });
  }
});

Deno.test("A file that looks like a secret is left out, unless the commit has it", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("committed.key", "one\n");
  await initialize(repo.path);
  repo.write("committed.key", "two\n");
  repo.write(".env", "TOKEN=abcdef\n");
  repo.write("conf/.ENV.local", "TOKEN=abc\n");
  repo.write("conf/.env.example", "TOKEN=\n");
  repo.write("staged.pem", "x\n");
  await git(repo.path, "add", "staged.pem");
  repo.write("id_rsa", "");
  await git(repo.path, "add", "-N", "id_rsa");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.deepEqual(snapshot.omitted, [
    { path: ".env", size: 13, reason: "looks like a secret" },
    { path: "conf/.ENV.local", size: 10, reason: "looks like a secret" },
    { path: "staged.pem", size: 2, reason: "looks like a secret" },
    { path: "id_rsa", size: 0, reason: "looks like a secret" },
  ]);
  assert.deepEqual(snapshot.warnings, [
    'The patch leaves out ".env" (looks like a secret) and 3 more',
  ]);
  const patch = out.join("run/code/changes.patch");
  await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
  const left = snapshot.omitted.map(({ path }) => path);
  assert.deepEqual(treeOf(out.join("clone")), treeOf(repo.path, left));
});

Deno.test("isSecretFile() goes by the name", () => {
  const secret = [
    ...[".env", "a/.env", ".env.production", ".env.example.local", "server.pem", "tls/a.KEY"],
    ...["id_rsa", "id_rsa.old", "id_ed25519_work", ".netrc", ".npmrc", ".pypirc", "credentials"],
    ...["credentials.json", "store.p12", "debug.keystore", "service-account-1.json"],
  ];
  const open = [
    ...[".env.example", ".env.local.sample", ".env.template", ".env/bin/python", ".envrc"],
    ...["environment.json", "key.ts", "keyboard", "my-credentials.ts", "service-account.ts"],
    ...["a.pem.ts", "grid_rsa"],
  ];
  assert.deepEqual(secret.filter((path) => !isSecretFile(path)), []);
  assert.deepEqual(open.filter(isSecretFile), []);
});
