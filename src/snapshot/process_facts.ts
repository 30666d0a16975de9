/**
 * What only the main thread knows of the process.
 *
 * @module
 */
import process from "node:process";
import { pathToFileURL } from "node:url";
import { type PermissionStates, permissionStates } from "./permissions.ts";

/** Facts about the process whose run it is; plain data, as they cross to another thread. */
export interface ProcessFacts {
  /** The URL of the module that was started; null where it cannot be told. */
  mainModule: string | null;
  /** The arguments after it. */
  args: string[];
  /** The working folder; null where it may not be read, or is gone. */
  cwd: string | null;
  /** The process id. */
  pid: number;
  /** The program that runs it; null where it may not be read. */
  execPath: string | null;
  /** What the process may do. */
  permissions: PermissionStates;
}

/** Collects the facts; takes well under a millisecond and never asks for a permission. */
export function collectProcessFacts(): ProcessFacts {
  const cwd = fact(() => process.cwd());
  return {
    mainModule: fact(mainModule),
    args: process.argv.slice(2),
    cwd,
    pid: process.pid,
    execPath: fact(() => process.execPath),
    permissions: permissionStates(cwd ?? "."),
  };
}

function mainModule(): string | null {
  const deno = (globalThis as { Deno?: { mainModule?: string } }).Deno;
  if (deno) return deno.mainModule ?? null;
  const script = process.argv[1];
  return script === undefined ? null : pathToFileURL(script).href;
}

/** A fact; null where it is not permitted to know it, which raises no prompt for these. */
function fact<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
