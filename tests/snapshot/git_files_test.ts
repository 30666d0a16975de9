/** git.json and changes.patch beside one another. @module */

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { snapshotGit } from "../../src/snapshot/git.ts";
import { tempDir } from "../helpers/mod.ts";
import { git, initialize, treeOf } from "./helpers.ts";

Deno.test("The patch of an earlier snapshot does not survive a later one without", async () => {
  using repo = tempDir();
  using out = tempDir();
  const code = out.join("run/code");
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  const later = {
    "a clean tree": () => repo.write("a.txt", "one\n"),
    "a damaged index": () => repo.write(".git/index", "damaged"),
    "no repository": () => rmSync(repo.join(".git"), { recursive: true }),
  };
  for (const [name, change] of Object.entries(later)) {
    repo.write("a.txt", "two\n");
    assert.equal((await snapshotGit(repo.path, code)).patch, "changes.patch", name);
    change();
    const snapshot = await snapshotGit(repo.path, code);
    assert.equal(snapshot.patch, null, name);
    assert.deepEqual(Object.keys(treeOf(out.path)), ["run/code/git.json"], name);
    assert.deepEqual(JSON.parse(readFileSync(out.join("run/code/git.json"), "utf8")), snapshot);
    if (name === "a damaged index") rmSync(repo.join(".git/index"));
  }
});

Deno.test("A folder that cannot be written is a failure that is told, with what is known", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  repo.write("a.txt", "two\n");
  const commit = (await git(repo.path, "rev-parse", "HEAD")).trim();
  const inTheWay = await snapshotGit(repo.path, out.write("run/code", "a file in the way"));
  assert.deepEqual([inTheWay.state, inTheWay.commit, inTheWay.dirty, inTheWay.patch], [
    "failed",
    commit,
    true,
    null,
  ]);
  assert.equal(inTheWay.warnings.length, 1);
  assert.match(inTheWay.warnings[0]!, /^git\.json is not written: EEXIST/);
  assert.deepEqual(Object.keys(treeOf(out.path)), ["run/code"]);

  const below = await snapshotGit(repo.path, out.join("run/code/below/code"));
  assert.deepEqual([below.state, below.commit, below.dirty], ["failed", commit, null]);
  assert.match(below.warnings[0]!, /^The changes since the commit are not recorded: ENOTDIR/);
});

Deno.test("The repository of the code counts, and that of the working folder where it has none", async () => {
  using code = tempDir();
  using work = tempDir();
  using out = tempDir();
  code.write("src/train.ts", "1;\n");
  await initialize(code.path);
  await git(code.path, "branch", "-m", "code");
  const codeFolder = code.join("src");
  const elsewhere = await snapshotGit(work.path, out.join("a/code"), { codeFolder });
  assert.deepEqual([elsewhere.state, elsewhere.branch, elsewhere.cwd], ["ok", "code", null]);
  await initialize(work.path);
  const both = await snapshotGit(work.path, out.join("b/code"), { codeFolder });
  assert.equal(both.branch, "code");
  const root = await snapshotGit(code.path, out.join("c/code"), { codeFolder });
  assert.equal(root.cwd, ".");
  const outside = await snapshotGit(work.path, out.join("d/code"), { codeFolder: out.path });
  assert.deepEqual([outside.branch, outside.cwd], ["main", "."]);
});
