import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { snapshotGit } from "../../src/snapshot/git.ts";
import { type TempDir, tempDir } from "../helpers/mod.ts";
import { git, initialize, restore, treeOf } from "./helpers.ts";

const BINARY = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256);

/** A change of a repository's working tree that the patch has to carry. */
interface Case {
  /** What is committed first, beside two files that every case has. */
  before?: (repo: TempDir) => void;
  /** What changes then. */
  change: (repo: TempDir) => void | Promise<void>;
  /** The folder the run works in. */
  cwd?: string;
  /** Configuration of the repository. */
  config?: Record<string, string>;
}

const CASES: Record<string, Case> = {
  "a change that is not staged": { change: (repo) => void repo.write("a.txt", "changed\n") },
  "a staged change": {
    change: async (repo) => {
      repo.write("a.txt", "staged\n");
      await git(repo.path, "add", "a.txt");
    },
  },
  "a staged change that was changed again": {
    change: async (repo) => {
      repo.write("a.txt", "staged\n");
      await git(repo.path, "add", "a.txt");
      repo.write("a.txt", "and again\n");
    },
  },
  "a change of the same size at once after the commit": {
    change: (repo) => void repo.write("a.txt", "ONE\ntwo\n"),
  },
  "deleted files, staged and not": {
    before: (repo) => void repo.write("c/d.bin", BINARY),
    change: async (repo) => {
      rmSync(repo.join("a.txt"));
      await git(repo.path, "rm", "-q", "c/d.bin");
    },
  },
  "renamed files, changed and not": {
    before: (repo) => void repo.write("large.bin", BINARY),
    change: async (repo) => {
      await git(repo.path, "mv", "large.bin", "moved.bin");
      renameSync(repo.join("a.txt"), repo.join("z.txt"));
      repo.write("z.txt", "one\ntwo\nthree\n");
    },
  },
  "modes": {
    before: (repo) => chmodSync(repo.write("run.sh", "#!/bin/sh\n"), 0o755),
    change: (repo) => {
      chmodSync(repo.join("run.sh"), 0o644);
      chmodSync(repo.join("a.txt"), 0o755);
    },
  },
  "binary files, changed and new": {
    before: (repo) => void repo.write("b.bin", BINARY),
    change: (repo) => {
      repo.write("b.bin", BINARY.toReversed());
      repo.write("new.bin", BINARY);
    },
  },
  "untracked files in folders, but not ignored ones": {
    before: (repo) => void repo.write(".gitignore", "ignored/\n*.log\n"),
    change: (repo) => void repo.write("new/deep/file.ts", "export {};\n"),
  },
  "names with spaces, quotes, a newline, a backslash, and letters of other scripts": {
    before: (repo) => void repo.write('old "name"\n.txt', "1\n"),
    change: (repo) => {
      repo.write('old "name"\n.txt', "2\n");
      for (
        const name of [
          " leading and trailing ",
          'quo"te',
          "new\nline",
          "tab\t",
          "back\\slash",
          "grün/日本語.txt",
          "-dash",
          ":(top)magic",
          "*.txt",
          "a'b",
          "\u0001",
        ]
      ) repo.write(name, `${name}\n`);
    },
  },
  "empty files": {
    before: (repo) => void repo.write("was-empty", ""),
    change: (repo) => {
      repo.write("empty", "");
      repo.write("was-empty", "full\n");
      repo.write("a.txt", "");
    },
  },
  "symbolic links, new, changed, and to nowhere": {
    before: (repo) => symlinkSync("a.txt", repo.join("link")),
    change: (repo) => {
      rmSync(repo.join("link"));
      symlinkSync("sub/b.txt", repo.join("link"));
      symlinkSync("no/where", repo.join("dangling"));
    },
  },
  "a file that became a link, and a link that became a file": {
    before: (repo) => symlinkSync("a.txt", repo.join("link")),
    change: (repo) => {
      rmSync(repo.join("link"));
      repo.write("link", "a file now\n");
      rmSync(repo.join("a.txt"));
      symlinkSync("sub/b.txt", repo.join("a.txt"));
    },
  },
  "a file that became a folder, and a folder that became a file": {
    change: (repo) => {
      rmSync(repo.join("a.txt"));
      repo.write("a.txt/inside", "x\n");
      rmSync(repo.join("sub"), { recursive: true });
      repo.write("sub", "a file now\n");
    },
  },
  "a folder that became a link to another with the same files": {
    before: (repo) => void repo.write("same/b.txt", "b\n"),
    change: async (repo) => {
      repo.write("same/c.txt", "c\n");
      repo.write("sub/c.txt", "c\n");
      await git(repo.path, "add", "sub/c.txt");
      rmSync(repo.join("sub"), { recursive: true });
      symlinkSync("same", repo.join("sub"));
    },
  },
  "Windows line endings": {
    before: (repo) => void repo.write("crlf.txt", "one\r\ntwo\r\nthree\r\n"),
    change: (repo) => {
      repo.write("crlf.txt", "one\r\nTWO\r\nthree\r\n");
      repo.write("new-crlf.txt", "mixed\r\nendings\n");
    },
    config: { "core.autocrlf": "false" },
  },
  "texts that are not UTF-8, and no newline at the end": {
    before: (repo) => void repo.write("latin.txt", Uint8Array.of(0xe4, 0x0a, 0xf6)),
    change: (repo) => {
      repo.write("latin.txt", Uint8Array.of(0xe4, 0x0a, 0xfc));
      repo.write("new-latin.txt", Uint8Array.of(0x67, 0x72, 0xfc, 0x6e));
    },
  },
  "a run in a folder below the root": {
    cwd: "sub",
    change: (repo) => {
      repo.write("a.txt", "above\n");
      repo.write("sub/b.txt", "here\n");
      repo.write("untracked above.txt", "u\n");
    },
  },
  "a file that is only intended to be added": {
    change: async (repo) => {
      repo.write("intended.txt", "content\n");
      await git(repo.path, "add", "-N", "intended.txt");
    },
  },
  "files that git was told not to look at": {
    change: async (repo) => {
      await git(repo.path, "update-index", "--assume-unchanged", "a.txt");
      await git(repo.path, "update-index", "--skip-worktree", "sub/b.txt");
      repo.write("a.txt", "secretly\n");
      repo.write("sub/b.txt", "changed\n");
    },
  },
  "a file that was removed from the index only, and changed": {
    change: async (repo) => {
      await git(repo.path, "rm", "-q", "--cached", "a.txt");
      repo.write("a.txt", "untracked now\n");
    },
  },
  "files that were removed from the index only, and are ignored now": {
    before: (repo) => void repo.write("data/x.bin", BINARY),
    change: async (repo) => {
      await git(repo.path, "rm", "-q", "-r", "--cached", "data", "a.txt");
      repo.write(".gitignore", "data/\na.txt\n");
      repo.write("a.txt", "ignored now\n");
    },
  },
  "files that were removed from the index, where a link leads to their names": {
    change: async (repo) => {
      await git(repo.path, "rm", "-q", "-r", "--cached", "sub");
      renameSync(repo.join("sub"), repo.join("moved"));
      symlinkSync("moved", repo.join("sub"));
    },
  },
  "a merge with conflicts": {
    change: async (repo) => {
      await git(repo.path, "checkout", "-q", "-b", "other");
      repo.write("a.txt", "theirs\n");
      await git(repo.path, "commit", "-q", "-a", "-m", "theirs");
      await git(repo.path, "checkout", "-q", "main");
      repo.write("a.txt", "ours\n");
      await git(repo.path, "commit", "-q", "-a", "-m", "ours");
      await assert.rejects(git(repo.path, "merge", "other"));
    },
  },
  "a configuration that changes what patches look like": {
    config: {
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "diff.external": "false",
      "diff.context": "0",
      "diff.interHunkContext": "0",
      "diff.renames": "copies",
      "diff.relative": "true",
      "diff.orderFile": "a.txt",
      "diff.submodule": "log",
      "diff.suppressBlankEmpty": "true",
      "diff.wordRegex": ".",
      "diff.ignoreSubmodules": "none",
      "diff.upper.textconv": "tr a-z A-Z <",
      "diff.upper.command": "false",
      "color.ui": "always",
      "color.diff": "always",
      "core.quotePath": "false",
      "core.pager": "false",
      "core.abbrev": "4",
      "core.splitIndex": "true",
      "core.untrackedCache": "true",
      "status.showUntrackedFiles": "no",
      "status.relativePaths": "false",
    },
    before: (repo) => {
      repo.write(".gitattributes", "*.up diff=upper\n");
      repo.write("x.up", "lower\n\nmore\n");
      repo.write("long.txt", Array.from({ length: 40 }, (_, i) => `${i}\n`).join(""));
    },
    change: (repo) => {
      repo.write("x.up", "lower still\n\nmore\n");
      repo.write("ü.up", "new\n");
      const numbers = Array.from({ length: 40 }, (_, i) => `${i % 9 === 0 ? "x" : i}\n`);
      repo.write("long.txt", numbers.join(""));
    },
    cwd: "sub",
  },
};

for (const [name, { before, change, cwd, config }] of Object.entries(CASES)) {
  Deno.test(`changes.patch carries ${name}`, async () => {
    using repo = tempDir("labbook repo ");
    using elsewhere = tempDir();
    repo.write("a.txt", "one\ntwo\n");
    repo.write("sub/b.txt", "b\n");
    before?.(repo);
    await initialize(repo.path);
    for (const [key, value] of Object.entries(config ?? {})) {
      await git(repo.path, "config", key, value);
    }
    await change(repo);
    const status = await git(repo.path, "status", "--porcelain=v2");
    const index = readFileSync(repo.join(".git/index"));

    const code = elsewhere.join("run/code");
    const snapshot = await snapshotGit(join(repo.path, cwd ?? "."), code);

    assert.deepEqual(snapshot.warnings, []);
    assert.equal(snapshot.state, "ok");
    assert.equal(snapshot.dirty, true);
    assert.equal(snapshot.cwd, cwd ?? ".");
    assert.deepEqual(JSON.parse(readFileSync(join(code, "git.json"), "utf8")), snapshot);
    await restore(
      repo.path,
      elsewhere.join("clone"),
      snapshot.commit!,
      join(code, "changes.patch"),
    );
    assert.deepEqual(treeOf(elsewhere.join("clone")), treeOf(repo.path));
    // The user's index is the same to the byte.
    assert.ok(index.equals(readFileSync(repo.join(".git/index"))));
    assert.equal(await git(repo.path, "status", "--porcelain=v2"), status);
  });
}

Deno.test("changes.patch leaves the repository's objects alone", async () => {
  using repo = tempDir();
  using elsewhere = tempDir();
  repo.write("a.txt", "one\n");
  await initialize(repo.path);
  mkdirSync(repo.join(".git/hooks"), { recursive: true });
  chmodSync(
    repo.write(".git/hooks/post-index-change", `#!/bin/sh\ntouch ${repo.join("hooked")}\n`),
    0o755,
  );
  repo.write("a.txt", "two\n");
  repo.write("b.txt", "three\n");
  const before = treeOf(repo.join(".git"));
  await snapshotGit(repo.path, elsewhere.join("run/code"));
  assert.deepEqual(treeOf(repo.join(".git")), before);
  assert.deepEqual(Object.keys(treeOf(repo.path)), ["a.txt", "b.txt"]);
  assert.deepEqual(Object.keys(treeOf(elsewhere.path)), [
    "run/code/changes.patch",
    "run/code/git.json",
  ]);
});
