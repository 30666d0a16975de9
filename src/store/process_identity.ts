/**
 * Tells a process that lives from one that is gone, also where hosts or containers share a folder.
 *
 * @module
 */
import fs from "node:fs";
import os from "node:os";
import process from "node:process";
import type { WriterIdentity } from "./events.ts";
import { isAllPermitted, isPermitted } from "./permissions.ts";

/** How long a journal of another host stays untouched before its writer counts as dead: a day. */
export const FOREIGN_AGE_LIMIT_MS: number = 24 * 60 * 60 * 1000;

/** How long a journal stays untouched before a process whose pid is free counts as dead. */
const UNCERTAIN_AGE_LIMIT_MS = 60_000;

/** Reads a fact of the system; null where there is none, or none may be read. */
function fact<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Deno keeps the files of /proc for processes that have all permissions, and asks for the others. */
function readText(path: string): string | null {
  return !isAllPermitted() ? null : fact(() => fs.readFileSync(path, "utf8").trim());
}

/** The start of a process in ticks since boot: field 22 of /proc/<pid>/stat, see proc(5). */
function startTicks(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
}

/** Whether a process has ended, and only its parent has not asked for it yet: field 3, a zombie or dead. */
function hasEnded(stat: string): boolean {
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

let own: WriterIdentity | undefined;

/** Who this process is. What it may not read about itself is null. */
export function processIdentity(): WriterIdentity {
  if (own) return own;
  const stat = readText("/proc/self/stat");
  own = {
    host: isPermitted({ name: "sys", kind: "hostname" }) ? fact(() => os.hostname()) : null,
    boot: readText("/proc/sys/kernel/random/boot_id"),
    pidNamespace: isAllPermitted() ? fact(() => fs.readlinkSync("/proc/self/ns/pid")) : null,
    machine: readText("/etc/machine-id"),
    pid: process.pid,
    started: stat ? startTicks(stat) : null,
  };
  return own;
}

/** Whether a signal could reach `pid`; undefined where that cannot be told. */
function pidIsTaken(pid: number): boolean | undefined {
  if (!isPermitted({ name: "run" })) return undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ESRCH" ? false : code === "EPERM" ? true : undefined;
  }
}

/** When this machine started, in milliseconds since the epoch. */
function bootTime(): number | null {
  const line = readText("/proc/stat")?.match(/^btime (\d+)$/m);
  return line ? Number(line[1]) * 1000 : null;
}

/**
 * Whether a process may still live. In doubt it does: a run that is taken for dead loses what its
 * process writes afterwards.
 *
 * @param writer The process, as it described itself.
 * @param touched When it last wrote, in milliseconds since the epoch.
 * @param foreignAgeLimit After how many milliseconds without a sign of life a process that cannot be
 * asked about counts as dead.
 */
export function mayLive(
  writer: WriterIdentity,
  touched: number,
  foreignAgeLimit: number = FOREIGN_AGE_LIMIT_MS,
): boolean {
  const self = processIdentity();
  const age = Date.now() - touched;
  const sameBoot = writer.boot !== null && writer.boot === self.boot;
  if (sameBoot && writer.pidNamespace === self.pidNamespace) {
    const stat = readText(`/proc/${writer.pid}/stat`);
    if (stat === null) return pidIsTaken(writer.pid) ?? true;
    // In a container whose first program is no init, it stays so for ever.
    if (hasEnded(stat)) return false;
    return writer.started === null || startTicks(stat) === writer.started;
  }
  const sameHost = writer.host !== null && writer.host === self.host;
  if (sameHost && writer.boot && self.boot && !sameBoot && writer.machine === self.machine) {
    // The same machine, started again since: what was written before its start is from before.
    const booted = bootTime();
    if (writer.machine && booted !== null && touched < booted) return false;
  }
  if (sameHost && (writer.boot === null || self.boot === null)) {
    if (pidIsTaken(writer.pid) === false) return age < UNCERTAIN_AGE_LIMIT_MS;
  }
  return age < foreignAgeLimit;
}
