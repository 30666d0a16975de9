/**
 * Runs git through simple-git, with nothing of the user's environment or configuration in the way.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import fs from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { mayRead, mayRun } from "./permissions.ts";
import { redactText } from "./redact.ts";

/** How long git may stay silent, in milliseconds; the first look at a large tree takes a while. */
const SILENCE_LIMIT_MS = 5 * 60 * 1000;

/** Variables that choose git's configuration. All others of git's are set here, or not at all. */
const KEPT_VARIABLE =
  /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|(?:KEY|VALUE)_\d+)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/** Variables of programs that git starts in a conversation, which there is none of here. */
const CONVERSATION = new Set(["EDITOR", "VISUAL", "PAGER", "PREFIX", "SSH_ASKPASS"]);

/** How one git command runs. */
export interface GitCall {
  /** The folder it runs in, which simple-git reads. */
  cwd: string;
  /** Variables of git's to set. */
  env?: Record<string, string>;
  /** Configuration to set, `key=value`. */
  config?: string[];
  /** What it reads. */
  input?: string;
}

function environment(own: Record<string, string>): Record<string, string> {
  const env: Record<string, string> = {};
  // To hand on a variable of the dynamic linker takes the permission to run anything.
  const mayLink = mayRun();
  for (const [name, value] of Object.entries(process.env)) {
    const upper = name.toUpperCase();
    if (value === undefined || CONVERSATION.has(upper)) continue;
    if (upper.startsWith("GIT_") && !KEPT_VARIABLE.test(upper)) continue;
    if (/^(?:LD|DYLD)_/.test(upper) && !mayLink) continue;
    env[name] = value;
  }
  return { ...env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", ...own };
}

/**
 * Runs one git command and returns what it wrote.
 *
 * @throws {Error} If git cannot be run, or ends with anything but 0.
 */
export async function runGit(args: string[], call: GitCall): Promise<string> {
  const { simpleGit } = await import("npm:simple-git@4.0.2");
  const env = environment(call.env ?? {});
  const git = simpleGit({
    baseDir: call.cwd,
    config: call.config ?? [],
    timeout: { block: SILENCE_LIMIT_MS },
    completion: { onClose: true, onExit: false },
    // simple-git takes a command without a message for a success, also one that never ran.
    errors: (error, { exitCode, stdErr }) =>
      error ?? (exitCode === 0 ? undefined : Buffer.concat(stdErr)),
    allowEnvironment: Object.keys(env).filter((name) => /^GIT_/i.test(name)),
    // The configuration is the user's own, and what is set here turns programs off.
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
    },
    ...call.input === undefined ? {} : { input: () => call.input },
  });
  return await git.env(env).raw(args);
}

/** Runs a git command whose failure is an answer too: null then. */
export async function askGit(args: string[], call: GitCall): Promise<string | null> {
  try {
    return await runGit(args, call);
  } catch {
    return null;
  }
}

/** The first lines of what went wrong, without secrets; git's hints may follow them. */
export function gitReason(error: unknown): string {
  const told = redactText((error as Error).message).split("\n").filter((line) =>
    line.trim() !== ""
  );
  return told.slice(0, 2).join(" ").slice(0, 300) || "git gave no reason";
}

/** Whether there is a program on the PATH; null where the folders may not be looked into. */
export function isInstalled(program: string): boolean | null {
  const names = process.platform === "win32" ? [`${program}.exe`, `${program}.cmd`] : [program];
  let unknown = false;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const name of names) {
      const path = join(folder, name);
      if (!mayRead(path)) unknown = true;
      else if (isExecutable(path)) return true;
    }
  }
  return unknown ? null : false;
}

function isExecutable(path: string): boolean {
  try {
    const stat = fs.statSync(path);
    return stat.isFile() && (process.platform === "win32" || (stat.mode & 0o111) !== 0);
  } catch {
    return false;
  }
}
