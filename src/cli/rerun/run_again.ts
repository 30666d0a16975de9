/**
 * Runs the code of a run once more.
 *
 * @module
 */
import fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { restoreCode, type RestoredCode } from "../../snapshot/mod.ts";
import { CliError, warn } from "../errors.ts";
import type { RunPlace } from "../runs.ts";

/** What the tracker reads in the new process. */
const VARIABLES = [
  "LABBOOK_DIR",
  "LABBOOK_RERUN_OF",
  "LABBOOK_RERUN_ORDINAL",
  "LABBOOK_RERUN_NAME",
];
/** How long a process has to end its run after it was asked to, in milliseconds. */
const GRACE = 10_000;

/** How a run is repeated. */
export interface RerunOrder {
  /** The run. */
  run: RunPlace;
  /** Its id. */
  id: string;
  /** How many runs its process had started before it. */
  ordinal: number;
  /** The folder of all runs, where the new one goes, too. */
  baseDir: string;
  /** The new run's name; the one the code gives it, where undefined. */
  name?: string;
  /** The arguments of the code; those that were recorded, where undefined. */
  args?: string[];
  /** After how many seconds the process is ended; never, where undefined. */
  timeout?: number;
  /** Whether what the code prints goes to standard error. */
  quiet: boolean;
}

function permissionFlags({ permissionFlags, partialPermissions }: RestoredCode): string[] {
  if (permissionFlags.length === 0 && partialPermissions.length === 0) {
    warn("It is not known what the run was permitted to do: it may do everything now");
    return ["--allow-all"];
  }
  if (partialPermissions.length > 0) {
    warn(
      `The run was permitted ${partialPermissions.join(", ")} in part only, and it is not known ` +
        "which: it is permitted the whole now",
    );
  }
  const flags = [...permissionFlags, ...partialPermissions.map((name) => `--allow-${name}`)];
  const readsAll = flags.includes("--allow-all") || flags.includes("--allow-env");
  return readsAll ? flags : [...flags, `--allow-env=${VARIABLES.join(",")}`];
}

/** Where the code runs: data is read relative to where it was. */
function workingFolder({ cwd, entry }: RestoredCode): string {
  if (cwd !== null && fs.existsSync(cwd)) return cwd;
  if (cwd !== null) warn(`The run worked in ${cwd}, which is gone: it works beside its code now`);
  return dirname(entry);
}

function processOf(restored: RestoredCode, order: RerunOrder): Deno.ChildProcess {
  const { run, id, ordinal, baseDir, name, quiet } = order;
  const args = order.args ?? restored.args;
  if (args === null) {
    throw new CliError(
      `Cannot repeat ${run.name}: its arguments are not known (${restored.argsReason}), ` +
        "give them behind --",
    );
  }
  const config = restored.configFile === undefined
    ? ["--no-config"]
    : ["--config", restored.configFile];
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      ...config,
      ...restored.flags,
      ...permissionFlags(restored),
      restored.entry,
      ...args,
    ],
    cwd: workingFolder(restored),
    env: {
      LABBOOK_DIR: resolve(baseDir),
      LABBOOK_RERUN_OF: id,
      LABBOOK_RERUN_ORDINAL: String(restored.ordinal ?? ordinal),
      // Empty is none: a name must not come from the environment by chance.
      LABBOOK_RERUN_NAME: name ?? "",
    },
    stdin: "inherit",
    stdout: quiet ? "piped" : "inherit",
    stderr: "inherit",
  }).spawn();
}

/** Waits for the process, ends it when it takes too long, and hands signals on to it. */
async function supervise(child: Deno.ChildProcess, order: RerunOrder): Promise<number> {
  let late = false;
  const kill = (signal: Deno.Signal): void => {
    try {
      child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended by itself.
    }
  };
  // A terminal sends Ctrl-C to both: we stay until the run has been ended.
  const stay = (): void => {};
  const handOn = (): void => kill("SIGTERM");
  Deno.addSignalListener("SIGINT", stay);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", handOn);
  const timers: ReturnType<typeof setTimeout>[] = [];
  if (order.timeout !== undefined) {
    timers.push(setTimeout(() => {
      late = true;
      kill("SIGTERM");
      timers.push(setTimeout(() => kill("SIGKILL"), GRACE));
    }, order.timeout * 1000));
  }
  try {
    if (order.quiet) await child.stdout.pipeTo(Deno.stderr.writable, { preventClose: true });
    const { code } = await child.status;
    if (late) {
      throw new CliError(`Cannot repeat ${order.run.name}: it took over ${order.timeout} seconds`);
    }
    return code;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    Deno.removeSignalListener("SIGINT", stay);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGTERM", handOn);
  }
}

/**
 * Puts the code of a run into a temporary folder and runs it there, with the working folder, the
 * arguments and the permissions that it had.
 *
 * @returns The exit code of the process.
 */
export async function runAgain(order: RerunOrder): Promise<number> {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "labbook-rerun-")));
  try {
    const restored = await restoreCode(order.run.path, folder);
    for (const warning of restored.warnings) warn(warning);
    return await supervise(processOf(restored, order), order);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
