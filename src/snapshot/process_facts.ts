/**
 * What only the main thread knows of the process.
 *
 * @module
 */
import process from "node:process";
import { pathToFileURL } from "node:url";
import { host } from "../host/mod.ts";
import { type PermissionStates, permissionStates } from "./permission_states.ts";
import { fact } from "./permissions.ts";

/** Facts about the process whose run it is; plain data, as they cross to another thread. */
export interface ProcessFacts {
  /** The URL of the module that was started; null where it cannot be told. */
  mainModule: string | null;
  /** Whether it is a notebook: then the kernel around it keeps the code. */
  isNotebook: boolean;
  /** The arguments after it, as they were given: they may hold secrets. */
  args: string[];
  /** The working folder; null where it is gone. */
  cwd: string | null;
  /** The process id. */
  pid: number;
  /** The program that runs it; null where it cannot be told. */
  execPath: string | null;
  /** What the process may do. */
  permissions: PermissionStates;
}

/** Collects the facts; takes well under a millisecond and never asks for a permission. */
export function collectProcessFacts(): ProcessFacts {
  // Deno asks for no permission for any of these.
  const cwd = fact(true, () => process.cwd());
  return {
    mainModule: fact(true, mainModule),
    isNotebook: host() !== undefined,
    args: process.argv.slice(2),
    cwd,
    pid: process.pid,
    execPath: fact(true, () => process.execPath),
    permissions: permissionStates(cwd ?? "."),
  };
}

function mainModule(): string | null {
  const deno = (globalThis as { Deno?: { mainModule?: string } }).Deno;
  if (deno) return deno.mainModule ?? null;
  const script = process.argv[1];
  return script === undefined ? null : pathToFileURL(script).href;
}
