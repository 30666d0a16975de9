/**
 * Where a repository comes from.
 *
 * @module
 */
import { askGit } from "./git_process.ts";
import { redactText } from "./redact.ts";

/**
 * A remote's address without what lets one in: users, passwords, query and fragment go. Over ssh the
 * user's name stays, for it belongs to the address.
 */
export function cleanRemote(address: string): string {
  const text = address.trim();
  const url = /^([a-z][a-z0-9+.:-]+:\/\/)([\s\S]*)$/i.exec(text);
  if (url) {
    const [, scheme, rest] = url;
    const bare = rest!.replace(/[?#][\s\S]*$/, "");
    const end = bare.indexOf("/") === -1 ? bare.length : bare.indexOf("/");
    const [authority, path] = [bare.slice(0, end), bare.slice(end)];
    const at = authority.lastIndexOf("@");
    const user = at === -1 ? "" : authority.slice(0, at).replace(/:[\s\S]*$/, "");
    const kept = /ssh/i.test(scheme!) && user !== "" ? `${user}@` : "";
    return redactText(`${scheme}${kept}${authority.slice(at + 1)}${path}`);
  }
  // The short form of ssh, user@host:path; a password has no place in it, yet some write one.
  return redactText(text.replace(/^([^/@:]+):[^/@]*@(?=[^/]+:)/, "$1@"));
}

/** The address of the remote that the branch follows, of `origin`, or of the first there is. */
export async function readRemote(cwd: string, branch: string | null): Promise<string | null> {
  const output = await askGit(["config", "-z", "--get-regexp", "^remote\\..*\\.url$"], { cwd });
  if (output === null) return null;
  const remotes = new Map<string, string>();
  for (const entry of output.split("\0")) {
    const end = entry.indexOf("\n");
    if (end === -1) continue;
    const name = entry.slice("remote.".length, end - ".url".length);
    if (!remotes.has(name)) remotes.set(name, entry.slice(end + 1));
  }
  const followed = branch === null || remotes.size < 2
    ? null
    : await askGit(["config", "--get", `branch.${branch}.remote`], { cwd });
  const address = remotes.get(followed?.trim() ?? "") ?? remotes.get("origin") ??
    [...remotes.values()][0];
  return address === undefined ? null : cleanRemote(address);
}
