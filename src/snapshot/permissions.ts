/**
 * Asks what is permitted before anything is done, so that no permission prompt appears.
 *
 * @module
 */
import { isPermitted } from "../store/mod.ts";

/** Whether a path (everything below it included) may be read. */
export function mayRead(path: string): boolean {
  return isPermitted({ name: "read", path });
}

/** Whether a program may be run; any program, where none is given. */
export function mayRun(command?: string): boolean {
  return isPermitted({ name: "run", ...command === undefined ? {} : { command } });
}

/** Whether an environment variable may be read; all of them, where none is given. */
export function mayReadVariable(variable?: string): boolean {
  return isPermitted({ name: "env", ...variable === undefined ? {} : { variable } });
}

/** Whether a fact of the system may be read; all of them, where none is given. */
export function mayReadSystem(kind?: string): boolean {
  return isPermitted({ name: "sys", ...kind === undefined ? {} : { kind } });
}

/**
 * Reads a fact; null where there is none, or none may be read.
 *
 * @param permitted Whether it may be tried without a prompt.
 * @param read Reads it.
 */
export function fact<T>(permitted: boolean, read: () => T): T | null {
  if (!permitted) return null;
  try {
    return read();
  } catch {
    return null;
  }
}
