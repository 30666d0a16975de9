/** The process that runs the user's code, and the secret address of its inspector. @module */

import { fileURLToPath } from "node:url";
import { OLDEST_DENO, refuseOldDeno } from "./oldest_deno.ts";

/** How a session's process is started. */
export interface ProcessOptions {
  /** Deno's permission flags, such as `-A` or `--allow-read=.`. */
  permissions: readonly string[];
  /** The working folder: the notebook's. */
  cwd: string;
  /** The path of the `deno.json` that counts for the notebook; none by default. */
  config?: string | undefined;
  /** A lock file in place of the one beside the configuration, to which may be added. */
  lock?: string | undefined;
  /** More environment variables. */
  env?: Record<string, string>;
}

/** A started process whose inspector listens, before its program runs. */
export interface SessionProcess {
  /** The process, with pipes on all three streams. */
  child: Deno.ChildProcess;
  /** The inspector's URL, which nobody else is told. */
  inspectorUrl: string;
  /** The rest of its standard error. */
  stderr: ReadableStream<Uint8Array>;
}

/** The program that a session's process runs. */
export const SESSION_PROGRAM: URL = new URL("./runtime/main.ts", import.meta.url);
const LISTENING = /^Debugger listening on (ws:\/\/\S+)$/m;

/**
 * Starts the process and waits until its inspector listens.
 *
 * @throws {Error} It cannot be started, this Deno is too old, or others could reach its inspector.
 */
export async function startProcess(options: ProcessOptions): Promise<SessionProcess> {
  refuseOldDeno("start a session");
  const child = spawn(
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        ...options.permissions,
        "--no-prompt",
        ...options.config === undefined ? ["--no-config"] : ["--config", options.config],
        ...options.lock === undefined ? [] : [`--lock=${options.lock}`, "--frozen=false"],
        "--inspect-wait=127.0.0.1:0",
        // Else the address would be in a list that every user of this machine can ask for.
        "--inspect-publish-uid=stderr",
        SESSION_PROGRAM.protocol === "file:"
          ? fileURLToPath(SESSION_PROGRAM)
          : SESSION_PROGRAM.href,
      ],
      cwd: options.cwd,
      ...options.env === undefined ? {} : { env: options.env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }),
    options.cwd,
  );
  try {
    const { inspectorUrl, stderr } = await findInspector(child.stderr);
    await refuseIfPublic(inspectorUrl);
    return { child, inspectorUrl, stderr };
  } catch (error) {
    kill(child);
    await child.status;
    throw error;
  }
}

function spawn(command: Deno.Command, cwd: string): Deno.ChildProcess {
  try {
    return command.spawn();
  } catch (error) {
    throw new Error(`Cannot start a session in "${cwd}": ${reasonOf(error as Error)}`, {
      cause: error,
    });
  }
}

/** The runtime's message names its own path first. */
function reasonOf({ message }: Error): string {
  return message.replace(/^Failed to spawn '[^']*': /, "");
}

/** Kills a process that may have ended by itself already. */
export function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function findInspector(
  stream: ReadableStream<Uint8Array>,
): Promise<{ inspectorUrl: string; stderr: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      throw new Error(`Cannot start a session: ${text.trim() || "its process ended at once"}`);
    }
    text += decoder.decode(value, { stream: true });
    const inspectorUrl = text.match(LISTENING)?.[1];
    if (inspectorUrl === undefined || !text.endsWith("\n")) continue;
    reader.releaseLock();
    return { inspectorUrl, stderr: stream };
  }
}

/** Whoever reads the address can run code as this user. */
async function refuseIfPublic(inspectorUrl: string): Promise<void> {
  const { host } = new URL(inspectorUrl);
  const answer = await fetch(`http://${host}/json/list`);
  const text = await answer.text();
  if (answer.status === 200 && text.includes(new URL(inspectorUrl).pathname.slice(1))) {
    throw new Error(
      `Cannot start a session: Deno ${Deno.version.deno} publishes its inspector's address, by which ` +
        `other users of this machine could run code in it; expected ${OLDEST_DENO} or later`,
    );
  }
  if (answer.status === 200) {
    throw new Error("Cannot start a session: its inspector answers requests that it should refuse");
  }
}
