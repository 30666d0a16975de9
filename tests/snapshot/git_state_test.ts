import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type GitSnapshot, snapshotGit } from "../../src/snapshot/git.ts";
import { cleanRemote } from "../../src/snapshot/git_remote.ts";
import { ROOT, runProcess, tempDir } from "../helpers/mod.ts";
import { git, initialize, restore, treeOf } from "./helpers.ts";

Deno.test("git.json names commit, branch, tags and remote of a clean tree", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  await git(repo.path, "tag", "v1.9.0");
  await git(repo.path, "tag", "-a", "v1.10.0", "-m", "annotated");
  await git(repo.path, "remote", "add", "backup", "https://example.com/backup.git");
  await git(repo.path, "remote", "add", "origin", "https://me:s3cret@example.com/r.git?x=y");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.deepEqual(snapshot, {
    state: "ok",
    commit: (await git(repo.path, "rev-parse", "HEAD")).trim(),
    branch: "main",
    tag: "v1.10.0",
    tags: ["v1.10.0", "v1.9.0"],
    remote: "https://example.com/r.git",
    dirty: false,
    cwd: ".",
    patch: null,
    patchSize: null,
    omitted: [],
    omittedCount: 0,
    submodules: [],
    warnings: [],
  });
  assert.deepEqual(Object.keys(treeOf(out.path)), ["run/code/git.json"]);
});

Deno.test("git.json takes the remote that the branch follows, and has no branch when detached", async () => {
  using repo = tempDir();
  using out = tempDir();
  await initialize(repo.path);
  await git(repo.path, "remote", "add", "origin", "https://example.com/origin.git");
  await git(repo.path, "remote", "add", "mine", "git@example.com:me/mine.git");
  await git(repo.path, "config", "branch.main.remote", "mine");
  const attached = await snapshotGit(repo.path, out.join("a/code"));
  assert.equal(attached.remote, "git@example.com:me/mine.git");
  await git(repo.path, "checkout", "-q", "--detach");
  const detached = await snapshotGit(repo.path, out.join("b/code"));
  assert.deepEqual([detached.branch, detached.remote, detached.commit], [
    null,
    "https://example.com/origin.git",
    attached.commit,
  ]);
});

Deno.test("git.json tells tags apart from one another and from the branch of the same name", async () => {
  using repo = tempDir();
  using out = tempDir();
  await initialize(repo.path);
  for (const tag of ["v1", "v2", "main"]) await git(repo.path, "tag", tag);
  await git(repo.path, "config", "column.ui", "always");
  await git(repo.path, "config", "color.ui", "always");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.equal(snapshot.branch, "main");
  assert.deepEqual(snapshot.tags.toSorted(), ["main", "v1", "v2"]);
});

Deno.test("cleanRemote() lets no credentials through", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  for (
    const [address, clean] of [
      ["https://example.com/r.git", "https://example.com/r.git"],
      [`https://${token}@github.com/o/r.git`, "https://github.com/o/r.git"],
      ["https://u:p@ss@example.com/scope/r", "https://example.com/scope/r"],
      ["HTTPS://u:p@example.com/r", "https://example.com/r"],
      ["https://u:p@[::1]:80/r", "https://[::1]:80/r"],
      ["https://u:p%40@example.com:8443/r?access_token=q#f", "https://example.com:8443/r"],
      ["ssh://git:pw@example.com:22/r.git", "ssh://git@example.com:22/r.git"],
      ["git@github.com:o/r.git", "git@github.com:o/r.git"],
      ["git:pw@github.com:o/r.git", "git@github.com:o/r.git"],
      [`https://example.com/${token}/r.git`, "https://example.com/[redacted]/r.git"],
      ["/srv/git/r.git", "/srv/git/r.git"],
      ["C:\\git\\r.git", "C:\\git\\r.git"],
      ["codecommit::eu-west-1://me@r", "codecommit::eu-west-1://r"],
      ["https://example.com", "https://example.com"],
      ["file:///srv/git/r.git", "file:///srv/git/r.git"],
      ["../r.git", "../r.git"],
      ["/srv/@scope/r.git", "/srv/@scope/r.git"],
      ["ssh://me:p@w@example.com/r", "ssh://me@example.com/r"],
      ["git@example.com:o/r?token=abc", "git@example.com:o/r"],
      ["gcrypt::https://u:p@example.com/r", "gcrypt::https://example.com/r"],
      // Where a password may end somewhere else nothing is kept.
      ["https://user:pa/ss@example.com/r", "[redacted]"],
      ["https://user:12/ss@example.com/r", "[redacted]"],
      ["https://user:pa?ss@example.com/r", "[redacted]"],
      ["https://user:12#ss@example.com/r", "[redacted]"],
      ["https://user:p@s/s@example.com/r", "[redacted]"],
      ["https://user:pa/ss", "[redacted]"],
      ["https:/user:pw@example.com/r", "[redacted]"],
      ["//user:pw@example.com/r", "[redacted]"],
      ["/user:pw@example.com/r", "[redacted]"],
      ["user:pw@example.com/r", "[redacted]"],
      ["pw@example.com/r", "[redacted]"],
      ["file://user:pw@example.com/r", "[redacted]"],
      ["ext::ssh -i key user:pw@example.com %S", "ext::[redacted]"],
      ["gcrypt::ssh -i key user:pw@example.com %S", "gcrypt::[redacted]"],
    ]
  ) assert.equal(cleanRemote(address!), clean, address);
});

Deno.test("A folder in no repository is recorded as such", async () => {
  using dir = tempDir();
  const snapshot = await snapshotGit(dir.path, dir.join("run/code"));
  assert.equal(snapshot.state, "not a repository");
  assert.equal(snapshot.dirty, null);
  assert.deepEqual(snapshot.warnings, []);
  assert.deepEqual(JSON.parse(readFileSync(dir.join("run/code/git.json"), "utf8")), snapshot);
});

Deno.test("Without a commit, the patch makes the tree in an empty repository", async () => {
  using repo = tempDir();
  using out = tempDir();
  await git(repo.path, "init", "-q", "-b", "trunk");
  repo.write("a.txt", "one\n");
  repo.write("b/c.bin", Uint8Array.of(0, 1, 2, 255));
  await git(repo.path, "add", "a.txt");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.deepEqual([snapshot.state, snapshot.commit, snapshot.branch, snapshot.dirty], [
    "no commit yet",
    null,
    "trunk",
    true,
  ]);
  assert.deepEqual(snapshot.warnings, []);
  mkdirSync(out.join("again"));
  await git(out.join("again"), "init", "-q");
  await git(out.join("again"), "apply", out.join("run/code/changes.patch"));
  assert.deepEqual(treeOf(out.join("again")), treeOf(repo.path));
});

Deno.test("The runs are left out although git does not ignore them", async () => {
  using repo = tempDir();
  repo.write("a.txt", "one\n");
  repo.write("exp [1]/committed/summary.json", "{}\n");
  await initialize(repo.path);
  repo.write("exp [1]/committed/summary.json", '{"changed":1}\n');
  repo.write("exp [1]/p/other/summary.json", "{}\n");
  const code = repo.join("exp [1]/p/run/code");
  const clean = await snapshotGit(repo.path, code, { exclude: [repo.join("exp [1]")] });
  assert.deepEqual([clean.dirty, clean.patch], [false, null]);
  repo.write("b.txt", "two\n");
  const dirty = await snapshotGit(repo.path, code, { exclude: [repo.join("exp [1]")] });
  assert.equal(dirty.dirty, true);
  const patch = readFileSync(join(code, "changes.patch"), "utf8");
  assert.deepEqual(patch.match(/^diff .*$/gm), ["diff --git a/b.txt b/b.txt"]);
});

Deno.test("Runs right in the working folder leave the code in the patch, and the run itself out", async () => {
  using repo = tempDir();
  repo.write("sub/train.ts", "1;\n");
  await initialize(repo.path);
  repo.write("sub/train.ts", "2;\n");
  repo.write("sub/p/r/journal/w.jsonl", "{}\n");
  for (const exclude of [repo.join("sub"), repo.path]) {
    await snapshotGit(repo.join("sub"), repo.join("sub/p/r/code"), { exclude: [exclude] });
    const patch = readFileSync(repo.join("sub/p/r/code/changes.patch"), "utf8");
    assert.deepEqual(patch.match(/^diff .*$/gm), ["diff --git a/sub/train.ts b/sub/train.ts"]);
  }
});

Deno.test("A folder to leave out is found through a link", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  symlinkSync(repo.path, out.join("link"));
  repo.write("experiments/p/r/summary.json", "{}\n");
  const snapshot = await snapshotGit(out.join("link"), out.join("run/code"), {
    exclude: [out.join("link/experiments")],
  });
  assert.deepEqual([snapshot.dirty, snapshot.cwd], [false, "."]);
});

Deno.test("Submodules are named with their state, and not looked into", async () => {
  using library = tempDir();
  using repo = tempDir();
  using out = tempDir();
  library.write("lib.txt", "lib\n");
  await initialize(library.path);
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  const allow = ["-c", "protocol.file.allow=always"];
  await git(repo.path, ...allow, "submodule", "--quiet", "add", library.path, "libs/x y");
  await git(repo.path, "commit", "-q", "-m", "submodule");
  const clean = await snapshotGit(repo.path, out.join("a/code"));
  assert.deepEqual([clean.dirty, clean.submodules], [false, []]);

  repo.write("libs/x y/lib.txt", "changed\n");
  repo.write("a.txt", "two\n");
  const dirty = await snapshotGit(repo.path, out.join("b/code"));
  const pinned = (await git(library.path, "rev-parse", "HEAD")).trim();
  assert.deepEqual(dirty.submodules, [{ path: "libs/x y", commit: pinned, dirty: true }]);
  assert.deepEqual(dirty.warnings, [
    'The patch leaves out the changes of submodules: "libs/x y"',
  ]);
  const patch = readFileSync(out.join("b/code/changes.patch"), "utf8");
  assert.deepEqual(patch.match(/^diff .*$/gm), ["diff --git a/a.txt b/a.txt"]);

  await git(repo.join("libs/x y"), "commit", "-q", "-a", "-m", "moved");
  const moved = await snapshotGit(repo.path, out.join("c/code"));
  const head = (await git(repo.join("libs/x y"), "rev-parse", "HEAD")).trim();
  assert.deepEqual(moved.submodules, [{ path: "libs/x y", commit: head, dirty: false }]);
});

Deno.test("A repository inside of another is named, and not looked into", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  repo.write("nested/file.txt", "x\n");
  await initialize(repo.join("nested"));
  mkdirSync(repo.join("unborn"));
  await git(repo.join("unborn"), "init", "-q");
  const snapshot = await snapshotGit(repo.path, out.join("run/code"));
  assert.deepEqual(snapshot.omitted, [
    { path: "nested", size: null, reason: "repository" },
    { path: "unborn", size: null, reason: "repository" },
  ]);
  assert.deepEqual([snapshot.state, snapshot.patch], ["ok", null]);
});

Deno.test("A linked worktree has a state of its own", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  const tree = out.join("colon:tree");
  await git(repo.path, "worktree", "add", "-q", "-b", "other", tree);
  await Deno.writeTextFile(join(tree, "a.txt"), "two\n");
  const snapshot = await snapshotGit(tree, out.join("run/code"));
  assert.deepEqual([snapshot.branch, snapshot.dirty], ["other", true]);
  await restore(tree, out.join("clone"), snapshot.commit!, out.join("run/code/changes.patch"));
  assert.deepEqual(treeOf(out.join("clone")), treeOf(tree));
});

Deno.test("A repository on a path that git has to quote is read", async () => {
  using parent = tempDir();
  const root = parent.join('a:b "c" \\ d');
  mkdirSync(root);
  await Deno.writeTextFile(join(root, "a.txt"), "one\n");
  await initialize(root);
  await Deno.writeTextFile(join(root, "a.txt"), "two\n");
  const snapshot = await snapshotGit(root, parent.join("run/code"));
  assert.deepEqual([snapshot.state, snapshot.dirty], ["ok", true]);
});

Deno.test("A folder without a working tree, or that is gone, is a failure that is told", async () => {
  using dir = tempDir();
  mkdirSync(dir.join("bare"));
  await git(dir.join("bare"), "init", "-q", "--bare");
  const bare = await snapshotGit(dir.join("bare"), dir.join("a/code"));
  assert.equal(bare.state, "failed");
  assert.match(bare.warnings[0]!, /^The git state is not recorded: .*work tree/);
  const gone = await snapshotGit(dir.join("gone"), dir.join("b/code"));
  assert.equal(gone.state, "failed");
  assert.match(gone.warnings[0]!, /does not exist/);
});

const GIT_MODULE = new URL("src/snapshot/git.ts", ROOT.startsWith("/") ? `file://${ROOT}` : ROOT);

/** Takes the snapshot in a process of its own, with these permissions and variables. */
async function snapshotWith(
  permissions: string[],
  cwd: string,
  code: string,
  env: Record<string, string> = {},
): Promise<GitSnapshot> {
  const script = join(code, "../script.ts");
  mkdirSync(join(code, ".."), { recursive: true });
  await Deno.writeTextFile(
    script,
    `import { snapshotGit } from ${JSON.stringify(GIT_MODULE.href)};
     console.log(JSON.stringify(await snapshotGit(Deno.args[0], Deno.args[1])));`,
  );
  const config = join(ROOT, "deno.json");
  const args = ["run", "--no-lock", `--config=${config}`, ...permissions, script, cwd, code];
  const { code: exit, stdout, stderr } = await runProcess(Deno.execPath(), { args, env });
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout);
}

Deno.test("Without a git program, that is what is recorded", async () => {
  using repo = tempDir();
  using out = tempDir();
  await initialize(repo.path);
  const env = { PATH: out.path };
  const seen = await snapshotWith(["-A"], repo.path, out.join("a/code"), env);
  assert.deepEqual([seen.state, seen.warnings], ["no git", []]);
  // Where the folders of the PATH may not be looked into, the failed start tells.
  const some = [`--allow-read=${repo.path},${out.join("b")}`, `--allow-write=${out.path}`];
  const run = ["--allow-run", "--allow-env"];
  const unseen = await snapshotWith([...some, ...run], repo.path, out.join("b/code"), env);
  assert.equal(unseen.state, "no git");
});

Deno.test({
  name: "A git that speaks another language is understood",
  // The stand-in is a shell script.
  ignore: process.platform === "win32",
  fn: async () => {
    using dir = tempDir();
    const script = `#!/bin/sh
if [ "$LC_ALL" != C ]; then echo "Schwerwiegend: Kein Git-Repository" >&2; exit 128; fi
PATH="\${PATH#*:}" exec git "$@"
`;
    chmodSync(dir.write("bin/git", script), 0o755);
    const env = { PATH: `${dir.join("bin")}:${process.env.PATH}`, LC_ALL: "de_DE.UTF-8" };
    const snapshot = await snapshotWith(["-A"], dir.path, dir.join("run/code"), env);
    assert.equal(snapshot.state, "not a repository");
  },
});

Deno.test("With the permissions that it names git is read, and without them not", async () => {
  using repo = tempDir();
  using out = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  repo.write("b.txt", "untracked\n");
  repo.write("a.txt", "two\n");
  const files = [`--allow-read=${repo.path},${out.path}`, `--allow-write=${out.path}`];
  const refused = await snapshotWith(files, repo.path, out.join("a/code"));
  assert.deepEqual([refused.state, refused.warnings], ["not permitted", [
    "The git state is not recorded: it needs --allow-run=git and --allow-env",
  ]]);
  const run = ["--allow-run=git", "--allow-env"];
  // Handing a variable of the linker on would take the permission to run anything.
  const env = { LD_LIBRARY_PATH: "/usr/local/lib" };
  const allowed = await snapshotWith([...files, ...run], repo.path, out.join("b/code"), env);
  assert.deepEqual([allowed.state, allowed.dirty, allowed.warnings], ["ok", true, []]);
  const wide = ["--allow-read", `--allow-write=${out.path}`, ...run];
  const anywhere = await snapshotWith(wide, repo.path, out.join("d/code"));
  assert.deepEqual([anywhere.state, anywhere.dirty, anywhere.warnings], ["ok", true, []]);
  // Where only the working folder may be read, the commit is known, but not what changed.
  repo.write("sub/c.txt", "c\n");
  const below = [`--allow-read=${repo.join("sub")},${out.path}`, `--allow-write=${out.path}`];
  const part = await snapshotWith([...below, ...run], repo.join("sub"), out.join("c/code"));
  assert.deepEqual([part.state, part.commit, part.dirty, part.warnings], [
    "not permitted",
    allowed.commit,
    null,
    ["The changes since the commit are not recorded: --allow-read does not cover the repository"],
  ]);
  const blind = [`--allow-read=${out.path}`, `--allow-write=${out.path}`, ...run];
  const unread = await snapshotWith(blind, repo.path, out.join("e/code"));
  assert.deepEqual([unread.state, unread.warnings], ["not permitted", [
    "The git state is not recorded: it needs --allow-read for the working folder",
  ]]);
});
