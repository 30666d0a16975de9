/**
 * The programs that Labbook uses where they are there.
 *
 * @module
 */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { messageOf } from "../errors.ts";
import type { Check } from "./check.ts";

const OLDEST_DENO = [2, 5];

/** Deno's own version. */
export function checkDeno(version: string = Deno.version.deno): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldMajor, oldMinor] = OLDEST_DENO as [number, number];
  const good = major > oldMajor || (major === oldMajor && minor >= oldMinor);
  return good ? { name: "deno", state: "ok", message: version } : {
    name: "deno",
    state: "problem",
    message: `${version} is older than ${OLDEST_DENO.join(".")}`,
    remedy: "deno upgrade",
  };
}

/** The full path of a program on the PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const endings = Deno.build.os === "windows" ? [".exe", ".cmd", ".bat"] : [""];
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      try {
        accessSync(path, constants.X_OK);
        if (folder !== "" && statSync(path).isFile()) return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

async function firstLine(program: string, args: string[]): Promise<string> {
  const signal = AbortSignal.timeout(5000);
  const child = new Deno.Command(program, { args, stdin: "null", signal });
  const { success, stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stdout.length > 0 ? stdout : stderr).trim();
  if (!success) throw new Error(text.split("\n").at(-1) || "it ended with an error");
  return text.split("\n")[0]!;
}

async function checkProgram(name: string, names: string[], without: string): Promise<Check> {
  const found = names.map(findProgram).find((path) => path !== undefined);
  if (!found) return { name, state: "note", message: `not found: ${without}` };
  try {
    return { name, state: "ok", message: await firstLine(found, ["--version"]) };
  } catch (error) {
    return { name, state: "note", message: `${found} does not start: ${messageOf(error)}` };
  }
}

/** git, from which runs record commit and changes. */
export function checkGit(): Promise<Check> {
  return checkProgram("git", ["git"], "runs record no commit and no changes");
}

/** Python, whose packages runs record. */
export function checkPython(): Promise<Check> {
  return checkProgram("python", ["python3", "python"], "only needed to record Python packages");
}

/** TensorBoard, which shows the event files; it is not started, for that takes seconds. */
export function checkTensorboard(): Check {
  const path = findProgram("tensorboard");
  return path ? { name: "tensorboard", state: "ok", message: path } : {
    name: "tensorboard",
    state: "note",
    message: "not found: only needed to look at event files",
    remedy: "pip install tensorboard",
  };
}
