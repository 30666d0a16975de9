/** Looks for a Python that can hold the peers. @module */

/** A Python found on this machine, or why there is none. */
export type FoundPython = { command: string } | { reason: string };

const PROBE = "import ensurepip, sys, venv; print(*sys.version_info[:2], sep='.')";
const NAMES = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const OLDEST = 10;
const NEWEST = 14;

/** Finds a Python 3.10 to 3.14 with `venv` and `ensurepip`, by asking each name on the PATH. */
export function findPython(names: readonly string[] = NAMES): FoundPython {
  let reason = "python3 was not found";
  for (const command of names) {
    const answer = ask(command);
    if (answer === undefined) continue;
    const [major, minor] = answer.split(".").map(Number);
    if (major === 3 && minor! >= OLDEST && minor! <= NEWEST) return { command };
    reason = answer === ""
      ? `${command} has no venv and ensurepip modules (Debian: python3-venv)`
      : `${command} is version ${answer}, and the peers need 3.${OLDEST} to 3.${NEWEST}`;
  }
  return { reason };
}

/** The version, `""` where the interpreter lacks a module, undefined where there is none. */
function ask(command: string): string | undefined {
  try {
    const { success, stdout } = new Deno.Command(command, {
      args: ["-c", PROBE],
      stdin: "null",
      stderr: "null",
    }).outputSync();
    return success ? new TextDecoder().decode(stdout).trim() : "";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
