/** Child processes that never outlive their test. @module */

import { LineWatcher } from "./line_watcher.ts";

/** How a child process is started. */
export interface ProcessOptions {
  /** Arguments after the command. */
  args?: string[];
  /** Working folder; the test's own by default. */
  cwd?: string;
  /** Variables over the test's own environment; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** What the child reads: a text that ends, or `"open"` for {@linkcode RunningProcess.write}. Nothing by default. */
  stdin?: string | "open";
  /** Milliseconds after which the child is killed and its output rejects; 60,000 by default. */
  timeout?: number;
}

/** What a child process left behind. */
export interface ProcessOutput {
  /** The exit code; 128 + the signal's number after a signal. */
  code: number;
  /** The signal that ended it, or null. */
  signal: Deno.Signal | null;
  /** Everything it wrote to standard output. */
  stdout: string;
  /** Everything it wrote to standard error. */
  stderr: string;
}

/** A running child process; `await using` kills it at the end of the block. */
export class RunningProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #command: string;
  readonly #stdout = new LineWatcher();
  readonly #stderr = new LineWatcher();
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #ended = false;

  /** How it ended, once it has; rejects where it had to be killed for taking too long. */
  readonly output: Promise<ProcessOutput>;

  /** Starts `command`. */
  constructor(command: string, options: ProcessOptions = {}) {
    const { args = [], cwd, env = {}, stdin, timeout = 60_000 } = options;
    this.#command = [command, ...args].join(" ");
    this.#child = new Deno.Command(command, {
      args,
      cwd,
      env: mergeEnvironment(env),
      clearEnv: true,
      stdin: stdin === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (stdin !== undefined) this.#stdin = this.#child.stdin.getWriter();
    if (stdin !== undefined && stdin !== "open") this.#feed(stdin);
    this.output = this.#collect(timeout);
    // A test that looks only at lines must not fail for an output it never asked for.
    this.output.catch(() => {});
  }

  /** The process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Resolves with the first line that contains or matches `pattern`; rejects when the stream ends without it. */
  async line(pattern: string | RegExp, from: "stdout" | "stderr" = "stdout"): Promise<string> {
    const found = await (from === "stdout" ? this.#stdout : this.#stderr).line(pattern);
    if (found !== undefined) return found;
    const { code, signal, stdout, stderr } = await this.output;
    throw new Error(
      `Cannot find ${pattern} in the ${from} of ${this.#command}: it ended with ` +
        `${signal ?? `code ${code}`}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`,
    );
  }

  /** Writes to standard input; needs `stdin: "open"`. */
  async write(text: string): Promise<void> {
    if (this.#stdin === undefined) throw new TypeError('Cannot write: stdin is not "open"');
    await this.#stdin.write(new TextEncoder().encode(text));
  }

  /** Sends a signal, `kill -9` by default, and does not wait; nothing happens once it has ended. */
  kill(signal: Deno.Signal = "SIGKILL"): void {
    if (!this.#ended) this.#child.kill(signal);
  }

  /** Kills the process and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.output.catch(() => {});
  }

  async #collect(timeout: number): Promise<ProcessOutput> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.kill();
    }, timeout);
    const status = this.#child.status.finally(() => {
      this.#ended = true;
      clearTimeout(timer);
    });
    const [{ code, signal }, stdout, stderr] = await Promise.all([
      status,
      this.#stdout.read(this.#child.stdout),
      this.#stderr.read(this.#child.stderr),
    ]);
    // Closing a pipe whose reader is gone fails, which is no concern of the test.
    await this.#stdin?.close().catch(() => {});
    if (late) {
      throw new Error(
        `Cannot wait longer for ${this.#command}: it still ran after ${timeout} ms` +
          `\n--- stdout\n${stdout}\n--- stderr\n${stderr}`,
      );
    }
    return { code, signal, stdout, stderr };
  }

  async #feed(text: string): Promise<void> {
    try {
      await this.#stdin?.write(new TextEncoder().encode(text));
      await this.#stdin?.close();
    } catch (error) {
      // A child may end without having read everything.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
  }
}

/** Runs a command to its end. */
export async function runProcess(
  command: string,
  options: ProcessOptions = {},
): Promise<ProcessOutput> {
  await using child = new RunningProcess(command, options);
  return await child.output;
}

function mergeEnvironment(changes: Record<string, string | undefined>): Record<string, string> {
  const merged = { ...Deno.env.toObject(), NO_COLOR: "1", ...changes };
  const kept = Object.entries(merged).filter((entry): entry is [string, string] =>
    entry[1] !== undefined
  );
  return Object.fromEntries(kept);
}
