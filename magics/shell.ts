/** Runs the user's shell, with its output in the cell. @module */

import { stopTree } from "./process_tree.ts";
import { quoteForShell, type ShellScript } from "./shell_script.ts";

/** How a script is run. */
export interface ShellOptions extends ShellScript {
  /** Arguments, `$1` and so on; none by default. */
  arguments?: readonly string[];
  /** Whether standard output is returned instead of shown. */
  isCaptured: boolean;
  /** Ends it, and all that it has started. */
  signal: AbortSignal;
}

/** How a script ended. */
export interface ShellResult {
  /** Its exit code. */
  code: number;
  /** Its standard output, where that was asked for. */
  output: string;
}

/**
 * Runs a script in the working folder. What it prints is shown while it runs; standard error comes by the same
 * pipe as standard output, as two pipes keep no order.
 */
export async function runShell(options: ShellOptions): Promise<ShellResult> {
  const { isCaptured, signal } = options;
  signal.throwIfAborted();
  const { file, args, env } = invocation(options);
  const child = new Deno.Command(file, {
    args,
    env,
    stdin: "null",
    stdout: isCaptured ? "piped" : "inherit",
    stderr: "inherit",
    windowsRawArguments: true,
  }).spawn();
  const stop = (): void => stopTree(child);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const output = isCaptured ? await new Response(child.stdout).text() : "";
    const { code } = await child.status;
    signal.throwIfAborted();
    return { code, output };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function invocation(
  { script, variables, isCaptured, arguments: given = [] }: ShellOptions,
): { file: string; args: string[]; env: Record<string, string> } {
  if (Deno.build.os === "windows") {
    // Delayed expansion puts values in after the line was parsed.
    const text = script.replaceAll(/"?\$\{(labbook_\d+)\}"?/g, '"!$1!"');
    const joined = isCaptured ? text : `(${text}) 2>&1`;
    const delayed = Object.keys(variables).length > 0 ? ["/v:on"] : [];
    return { file: "cmd", args: ["/d", ...delayed, "/s", "/c", `"${joined}"`], env: variables };
  }
  const assignments = Object.entries(variables)
    .map(([name, value]) => `${name}=${quoteForShell(value)};`).join(" ");
  // On the first line, so that the shell's own messages name the right one.
  const text = `${isCaptured ? "" : "exec 2>&1; "}${assignments}${script}`;
  return { file: "sh", args: ["-c", text, "sh", ...given], env: {} };
}
