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

/** File systems without hard links say one of these, and so does Deno where it grants no links. */
const NO_LINKS = new Set(["EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EXDEV"]);

/** How long a lock file that names no holder counts as one that is just being written. */
const UNREADABLE_AGE_LIMIT_MS = 10_000;

/** The locks that pending calls of this thread hold: a call that blocks would wait for ever. */
const heldHere = new Set<string>();

/** A lock that was held is another's now. */
export class LockLostError extends Error {}

/** A lock that is held. */
export interface RunLock {
  /** What the lock file holds. */
  readonly token: string;
  /** Throws a {@linkcode LockLostError} unless the lock is still this one's. */
  assertHeld(): void;
  /** Lets go. */
  release(): void;
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Who holds a lock: null where the file does not say, undefined where there is none. */
function readHolder(path: string): Holder | null | undefined {
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const holder: Holder | null = JSON.parse(text);
    return holder?.token && holder.process ? holder : null;
  } catch {
    return null; // Just being written, or cut short by a loss of power.
  }
}

/** Gives a lock file its name, if that is free; `content` is what `temporary` holds. */
function claim(path: string, temporary: string, content: string): boolean {
  try {
    fs.linkSync(temporary, path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return false;
    // Whoever ends the run clears away what looks unfinished.
    if (code === "ENOENT") fs.writeFileSync(temporary, content);
    else if (NO_LINKS.has(code ?? "")) return claimWithoutLinks(path, content);
    else throw error;
    return false;
  }
}

/** As {@linkcode claim}; a reader may see the file before its content. */
function claimWithoutLinks(path: string, content: string): boolean {
  let fd: number;
  try {
    fd = fs.openSync(path, "wx");
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
  try {
    fs.writeFileSync(fd, content);
  } catch (error) {
    fs.rmSync(path, { force: true });
    throw error;
  } finally {
    fs.closeSync(fd);
  }
  return true;
}

/** Takes a dead process's lock away; gives back a live one's that came in between. */
function breakLock(path: string, dead: Holder | null): void {
  const aside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    fs.renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const taken = readHolder(aside);
  if (taken && taken.token !== dead?.token) claim(path, aside, JSON.stringify(taken));
  fs.rmSync(aside, { force: true });
}

/** Whether a lock may be broken: its holder is dead, or never wrote down who it is. */
function isAbandoned(path: string, holder: Holder | null): boolean {
  const touched = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return holder
    ? !mayLive(holder.process, touched)
    : Date.now() - touched > UNREADABLE_AGE_LIMIT_MS;
}

/** Where a run's lock lies while it is held. */
export function lockFile(dir: string, name: string): string {
  return join(dir, `.${name}.lock`);
}

/**
 * Takes the lock of a run if it is free.
 *
 * @param dir The run folder.
 * @param name Which of its locks: `"journal"`, or a backend's name.
 * @param takeOver Whether to take it from a pending call of this thread, which begins again then.
 * @returns The lock, or undefined while a process that may live holds it.
 */
export function tryLock(dir: string, name: string, takeOver = false): RunLock | undefined {
  const path = lockFile(dir, name);
  const token = randomUUID();
  const own: Holder = { token, process: processIdentity() };
  const content = JSON.stringify(own);
  const temporary = `${path}.${token.slice(0, 8)}.tmp`;
  try {
    // The content is complete before the name exists, so that no reader sees half a holder.
    fs.writeFileSync(temporary, content, { flag: "wx" });
    while (!claim(path, temporary, content)) {
      const holder = readHolder(path);
      if (holder === undefined) continue;
      const mine = takeOver && holder !== null && heldHere.has(holder.token);
      if (!mine && !isAbandoned(path, holder)) return undefined;
      breakLock(path, holder);
    }
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  const held = (): boolean => readHolder(path)?.token === token;
  return {
    token,
    assertHeld(): void {
      if (!held()) throw new LockLostError(`Cannot go on with ${dir}: another took its lock`);
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

/**
 * Runs `action` under a run's lock, waiting up to a minute for it without blocking.
 *
 * While `action` waits for something, {@linkcode withLockSync} on the same thread may take the lock
 * from it: then `assertHeld` throws a {@linkcode LockLostError}.
 */
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
  heldHere.add(lock.token);
  try {
    return await action(lock);
  } finally {
    heldHere.delete(lock.token);
    lock.release();
  }
}

/** As {@linkcode withLock}, blocking the thread: for constructors, which cannot wait otherwise. */
export function withLockSync<T>(dir: string, name: string, action: (lock: RunLock) => T): T {
  const until = Date.now() + 60_000;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  let lock = tryLock(dir, name, true);
  while (!lock) {
    if (Date.now() > until) throw heldTooLong(dir);
    Atomics.wait(sleeper, 0, 0, 10 + Math.random() * 20);
    lock = tryLock(dir, name, true);
  }
  try {
    return action(lock);
  } finally {
    lock.release();
  }
}
