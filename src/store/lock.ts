/**
 * One at a time may change which journals a run has: a lock file in the run folder that names its
 * holder, so that the lock of a dead process is broken and that of a live one never.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { mayLive, processIdentity } from "./process_identity.ts";
import type { WriterIdentity } from "./events.ts";

interface Holder {
  token: string;
  process: WriterIdentity;
}

/** A lock that is held. */
export interface RunLock {
  /** Throws unless the lock is still this one's. */
  assertHeld(): void;
  /** Lets go. */
  release(): void;
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Takes a dead process's lock away; gives back a live one's that came in between. */
function breakLock(path: string, dead: Holder): void {
  const aside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    fs.renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const taken = readHolder(aside);
  if (taken && taken.token !== dead.token) {
    try {
      fs.linkSync(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  fs.rmSync(aside, { force: true });
}

/**
 * Takes the lock of a run if it is free.
 *
 * @param dir The run folder.
 * @param name Which of its locks: `"journal"`, or a backend's name.
 * @returns The lock, or undefined while a process that may live holds it.
 */
export function tryLock(dir: string, name: string): RunLock | undefined {
  const path = join(dir, `.${name}.lock`);
  const token = randomUUID();
  const own: Holder = { token, process: processIdentity() };
  const temporary = `${path}.${token.slice(0, 8)}.tmp`;
  // The content is complete before the name exists, so that no reader sees half a holder.
  fs.writeFileSync(temporary, JSON.stringify(own), { flag: "wx" });
  try {
    for (;;) {
      try {
        fs.linkSync(temporary, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = readHolder(path);
      if (!holder) continue;
      const touched = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (mayLive(holder.process, touched)) return undefined;
      breakLock(path, holder);
    }
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  const held = (): boolean => readHolder(path)?.token === token;
  return {
    assertHeld(): void {
      if (!held()) throw new Error(`Cannot go on with ${dir}: another process took its lock`);
    },
    release(): void {
      if (held()) fs.rmSync(path, { force: true });
    },
  };
}

function heldTooLong(dir: string): Error {
  return new Error(
    `Cannot change the run ${dir}: another process has held its lock for over 60 seconds`,
  );
}

/** Runs `action` under a run's lock, waiting up to a minute for it without blocking. */
export async function withLock<T>(
  dir: string,
  name: string,
  action: (lock: RunLock) => Promise<T> | T,
): Promise<T> {
  const until = Date.now() + 60_000;
  let lock = tryLock(dir, name);
  while (!lock) {
    if (Date.now() > until) throw heldTooLong(dir);
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20));
    lock = tryLock(dir, name);
  }
  try {
    return await action(lock);
  } finally {
    lock.release();
  }
}

/** As {@linkcode withLock}, blocking the thread: for constructors, which cannot wait otherwise. */
export function withLockSync<T>(dir: string, name: string, action: (lock: RunLock) => T): T {
  const until = Date.now() + 60_000;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  let lock = tryLock(dir, name);
  while (!lock) {
    if (Date.now() > until) throw heldTooLong(dir);
    Atomics.wait(sleeper, 0, 0, 10 + Math.random() * 20);
    lock = tryLock(dir, name);
  }
  try {
    return action(lock);
  } finally {
    lock.release();
  }
}
