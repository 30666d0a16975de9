/** Git repositories and folders to take snapshots of. @module */

import assert from "node:assert/strict";
import { cpSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { runProcess } from "../helpers/mod.ts";

/** Variables that keep the machine's own configuration of git away. */
export const GIT_ENV: Record<string, string> = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_ALLOW_PROTOCOL: "file",
};

/** Runs git, which has to succeed, and returns what it wrote. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess("git", { args, cwd, env: GIT_ENV });
  assert.equal(code, 0, `git ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

/** Makes a repository with one commit of what is in the folder. */
export async function initialize(cwd: string): Promise<void> {
  await git(cwd, "init", "-q", "-b", "main");
  await git(cwd, "add", "-A");
  await git(cwd, "commit", "-q", "-m", "first", "--allow-empty");
}

/** Everything in a folder but `.git`: a file's mode and bytes in hex, a link's target. */
export function treeOf(root: string, leaveOut: string[] = []): Record<string, string> {
  const tree: Record<string, string> = {};
  const visit = (folder: string): void => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name === ".git" || leaveOut.includes(path)) continue;
      const stat = lstatSync(join(root, path));
      if (stat.isDirectory()) visit(path);
      else if (stat.isSymbolicLink()) tree[path] = `link ${readlinkSync(join(root, path))}`;
      else {
        const mode = (stat.mode & 0o111) === 0 ? "file" : "program";
        tree[path] = `${mode} ${readFileSync(join(root, path)).toString("hex")}`;
      }
    }
  };
  visit("");
  return tree;
}

/** Clones a repository, checks a commit out, and applies a patch where there is one. */
export async function restore(
  repository: string,
  target: string,
  commit: string,
  patch: string | null,
): Promise<void> {
  await git(repository, "clone", "-q", "--no-local", repository, target);
  await git(target, "checkout", "-q", "--detach", commit);
  if (patch !== null) await git(target, "apply", "--whitespace=nowarn", patch);
}

/** Copies a folder as it is, to compare it later. */
export function copyOf(from: string, to: string): string {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  return to;
}
