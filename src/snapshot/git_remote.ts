/**
 * Where a repository comes from.
 *
 * @module
 */
import { askGit } from "./git_process.ts";
import { REDACTED, redactText } from "./redact.ts";

/** A name of a machine or an IPv6 address, and a port. */
const HOST = /^(?:\[[\da-f:.%]+\]|[\p{L}\p{N}._-]+)(?::\d*)?$/iu;

/** What `file://` has in its place. */
const NO_HOST = /^$/;

/**
 * A remote's address without what lets one in: users, passwords, query and fragment go. Over ssh the
 * user's name stays, for it belongs to the address. Where it is not certain what is a password,
 * `[redacted]` stands for everything.
 */
export function cleanRemote(address: string): string {
  const text = address.trim();
  // A helper's name may stand before the address, as in `codecommit::eu-west-1://me@repository`.
  const helper = /^[a-z][a-z\d+.-]*::/i.exec(text)?.[0];
  if (helper !== undefined) {
    // What follows ext:: is any command.
    const isCommand = /^ext::/i.test(helper);
    return `${helper}${isCommand ? REDACTED : cleanRemote(text.slice(helper.length))}`;
  }
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0];
  const clean = scheme === undefined
    ? cleanShort(text)
    : cleanUrl(scheme.toLowerCase(), text.slice(scheme.length));
  return clean === null ? REDACTED : redactText(clean);
}

function cleanUrl(scheme: string, rest: string): string | null {
  const end = rest.search(/[/?#]/);
  const [authority, path] = end === -1 ? [rest, ""] : [rest.slice(0, end), rest.slice(end)];
  // A password with one of these characters in it would end the authority too early.
  if (path.includes("@")) return null;
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  if (!(scheme === "file://" ? NO_HOST : HOST).test(host)) return null;
  const user = at === -1 ? "" : authority.slice(0, at).replace(/:[\s\S]*$/, "");
  const kept = scheme.includes("ssh") && user !== "" ? `${user}@` : "";
  return `${scheme}${kept}${host}${path.replace(/[?#][\s\S]*$/, "")}`;
}

/** Cleans `user@host:path`, the short form of ssh, or a local path. */
function cleanShort(text: string): string | null {
  const isLocal = /^(?:[a-z]:[\\/]|\/(?!\/)|\.{0,2}\/(?!\/)|~)/i.test(text);
  if (isLocal) return /:.*@/s.test(text.replace(/^[a-z]:/i, "")) ? null : text;
  // A password has no place in it, yet some write one.
  const short = /^(?:([^\s/@:]+)(?::[^/@]*)?@)?(\[[\da-f:.%]+\]|[^\s/@:]+):([^@]*)$/i.exec(text);
  if (!short) return /[@:]/.test(text) ? null : text;
  const [, user, host, path] = short;
  return `${user === undefined ? "" : `${user}@`}${host}:${path!.replace(/[?#][\s\S]*$/, "")}`;
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
