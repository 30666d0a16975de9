/**
 * Whether a session can be driven without other users of the machine being able to.
 *
 * @module
 */
import type { KernelCheck } from "./doctor.ts";

/** How long Deno has to start, in milliseconds. */
const PATIENCE = 30_000;
const LISTENING = /Debugger listening on ws:\/\/([^/\s]+)\//;

/** Reads until the inspector tells its address; leaves the stream open, which only the end closes. */
async function addressOf(stderr: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  while (true) {
    const { done, value } = await stderr.read();
    if (done) throw new Error(text.trim().split("\n")[0] || "Deno ended without a word");
    text += decoder.decode(value, { stream: true });
    const [, address] = LISTENING.exec(text) ?? [];
    if (address !== undefined) return address;
  }
}

/**
 * Starts an inspector as a session's is started, and looks whether it keeps its address to itself:
 * who knows the address can run code in the session.
 */
export async function examineInspector(): Promise<KernelCheck> {
  const name = "inspector";
  // No --quiet: it would keep the address from standard error, too.
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-config",
      "--no-prompt",
      "--inspect-wait=127.0.0.1:0",
      "--inspect-publish-uid=stderr",
      "data:text/javascript,",
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(PATIENCE),
  }).spawn();
  const stderr = child.stderr.getReader();
  try {
    const address = await addressOf(stderr);
    const response = await fetch(`http://${address}/json/list`);
    await response.body?.cancel();
    return response.status === 404 ? { name, state: "ok", message: "its address stays secret" } : {
      name,
      state: "problem",
      message: "it tells its address to every user of this machine",
      remedy: "deno upgrade",
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, state: "problem", message: `no session can be started: ${reason}` };
  } finally {
    child.kill("SIGKILL");
    await child.status;
    await stderr.cancel();
  }
}
