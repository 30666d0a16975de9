import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { snapshotGit } from "../../src/snapshot/git.ts";
import { runProcess, type TempDir, tempDir } from "../helpers/mod.ts";
import { git, initialize, restore, treeOf } from "./helpers.ts";

/** A kind of repository, with changes in it. */
interface Case {
  /** Makes the repository with a commit, and changes files after that. */
  make: (repo: TempDir) => Promise<void>;
  /** The files of the commit that the working tree leaves out without having lost them. */
  absent?: Record<string, string>;
}

const CASES: Record<string, Case> = {
  "with a split index": {
    make: async (repo) => {
      await initialize(repo.path);
      await git(repo.path, "update-index", "--split-index");
      repo.write("staged.txt", "staged\n");
      await git(repo.path, "add", "staged.txt");
      repo.write("a.txt", "two\n");
    },
  },
  "with hashes of SHA-256": {
    make: async (repo) => {
      await git(repo.path, "init", "-q", "-b", "main", "--object-format=sha256");
      await git(repo.path, "add", "-A");
      await git(repo.path, "commit", "-q", "-m", "first");
      repo.write("a.txt", "two\n");
      repo.write("new.bin", new Uint8Array(500));
    },
  },
  "with a sparse checkout and a sparse index": {
    make: async (repo) => {
      repo.write("in/b.txt", "b\n");
      repo.write("out/c.txt", "c\n");
      await initialize(repo.path);
      await git(repo.path, "sparse-checkout", "set", "--cone", "--sparse-index", "in");
      assert.equal(existsSync(repo.join("out/c.txt")), false);
      repo.write("in/b.txt", "changed\n");
      repo.write("new.txt", "new\n");
    },
    absent: { "out/c.txt": "file 630a" },
  },
  "with an ignored file that is tracked, and one that was added by force": {
    make: async (repo) => {
      repo.write("tracked.log", "one\n");
      await initialize(repo.path);
      repo.write(".gitignore", "*.log\n");
      repo.write("tracked.log", "two\n");
      repo.write("forced.log", "forced\n");
      await git(repo.path, "add", "-f", "forced.log");
    },
  },
  "with a lock that another git holds": {
    make: async (repo) => {
      await initialize(repo.path);
      repo.write("a.txt", "two\n");
      repo.write(".git/index.lock", "");
    },
  },
  "that stores LF for the CRLF of its working tree": {
    make: async (repo) => {
      repo.write(".gitattributes", "*.bat text eol=crlf\n");
      repo.write("x.bat", "one\r\ntwo\r\n");
      await initialize(repo.path);
      repo.write("x.bat", "one\r\nTWO\r\n");
      repo.write("new.bat", "new\r\n");
    },
  },
};

for (const [name, { make, absent }] of Object.entries(CASES)) {
  Deno.test(`changes.patch restores a repository ${name}`, async () => {
    using repo = tempDir();
    using out = tempDir();
    repo.write("a.txt", "one\n");
    await make(repo);
    const inside = treeOf(repo.join(".git"));
    const snapshot = await snapshotGit(repo.path, out.join("run/code"));
    assert.deepEqual([snapshot.state, snapshot.dirty, snapshot.warnings], ["ok", true, []]);
    assert.deepEqual(treeOf(repo.join(".git")), inside);
    const patch = out.join("run/code/changes.patch");
    await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
    assert.deepEqual(treeOf(out.join("clone")), { ...treeOf(repo.path), ...absent });
  });
}

Deno.test("changes.patch finds the objects of a clone that borrows them", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  const shared = out.join("shared");
  await git(repo.path, "clone", "-q", "--shared", repo.path, shared);
  writeFileSync(join(shared, "a.txt"), "two\n");
  const snapshot = await snapshotGit(shared, out.join("run/code"));
  assert.equal(snapshot.state, "ok");
  const patch = out.join("run/code/changes.patch");
  await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
  assert.deepEqual(treeOf(out.join("clone")), treeOf(shared));
});

Deno.test({
  name: "changes.patch carries a name that is no UTF-8",
  // Other systems' file systems refuse such a name.
  ignore: process.platform !== "linux",
  fn: async () => {
    using repo = tempDir();
    using out = tempDir();
    await initialize(repo.path);
    const write = `printf x > "$1/$(printf 'f\\377\\376')"`;
    await runProcess("sh", { args: ["-c", write, "sh", repo.path] });
    const snapshot = await snapshotGit(repo.path, out.join("run/code"));
    assert.deepEqual([snapshot.state, snapshot.dirty], ["ok", true]);
    const patch = out.join("run/code/changes.patch");
    await restore(repo.path, out.join("clone"), snapshot.commit!, patch);
    const args = ["-r", "--exclude=.git", repo.path, out.join("clone")];
    assert.equal((await runProcess("diff", { args })).code, 0);
  },
});

Deno.test("A file system monitor is not asked, and its marks are not believed", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  const asked = out.join("asked");
  const monitor = out.write("monitor.sh", `#!/bin/sh\ntouch '${asked}'\nprintf 'token\\0'\n`);
  chmodSync(monitor, 0o755);
  await git(repo.path, "config", "core.fsmonitor", monitor);
  await git(repo.path, "status");
  assert.equal(existsSync(asked), true);
  rmSync(asked);
  repo.write("a.txt", "changed\n");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.deepEqual([snapshot.dirty, snapshot.patch], [true, "changes.patch"]);
  assert.equal(existsSync(asked), false);
});

Deno.test("Variables that lead git elsewhere are not followed", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  repo.write("a.txt", "two\n");
  const commit = (await git(repo.path, "rev-parse", "HEAD")).trim();
  mkdirSync(out.join("run"));
  const hostile = {
    GIT_DIR: out.join("nowhere"),
    GIT_WORK_TREE: out.path,
    GIT_INDEX_FILE: out.join("no-index"),
    GIT_EXTERNAL_DIFF: "false",
    GIT_DIFF_OPTS: "-u0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_CONFIG_PARAMETERS: "'diff.noprefix=true'",
    GIT_PAGER: "false",
  };
  const saved = Object.keys(hostile).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, hostile);
  let snapshot: Awaited<ReturnType<typeof snapshotGit>>;
  try {
    snapshot = await snapshotGit(repo.path, out.join("run/code"));
  } finally {
    for (const [name, value] of saved) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  assert.deepEqual([snapshot.state, snapshot.commit, snapshot.dirty], ["ok", commit, true]);
  await restore(repo.path, out.join("clone"), commit, out.join("run/code/changes.patch"));
  assert.deepEqual(treeOf(out.join("clone")), treeOf(repo.path));
});
