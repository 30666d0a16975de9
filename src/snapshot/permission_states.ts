/**
 * How much a process may do.
 *
 * @module
 */
import { isPermitted, type PermissionRequest } from "../store/mod.ts";

/** How much of a permission a process has. */
export type PermissionState = "granted" | "partial" | "denied";

/** The permissions by name; each null where the runtime knows none, as Node does. */
export type PermissionStates = Record<PermissionRequest["name"], PermissionState | null>;

const NAMES = ["read", "write", "net", "env", "sys", "run", "ffi"] as const;

/**
 * How much of each permission the process has. A permission for some paths or programs only looks
 * like none at all, unless one of those that a run usually has is among them.
 *
 * @param cwd The working folder.
 */
export function permissionStates(cwd: string): PermissionStates {
  const states: Partial<PermissionStates> = {};
  for (const name of NAMES) states[name] = stateOf(name, cwd);
  return states as PermissionStates;
}

interface Permissions {
  querySync(request: PermissionRequest): { state: string; partial?: boolean };
}

function stateOf(name: PermissionRequest["name"], cwd: string): PermissionState | null {
  const deno = (globalThis as { Deno?: { permissions: Permissions } }).Deno;
  if (!deno) return null;
  const { state, partial } = deno.permissions.querySync({ name });
  if (state === "granted") return partial ? "partial" : "granted";
  return usualRequests(name, cwd).some(isPermitted) ? "partial" : "denied";
}

function usualRequests(name: PermissionRequest["name"], cwd: string): PermissionRequest[] {
  switch (name) {
    case "read":
    case "write":
      return [{ name, path: cwd }];
    case "env":
      return ["HOME", "PATH", "USER"].map((variable) => ({ name, variable }));
    case "sys":
      return ["hostname", "osRelease", "cpus"].map((kind) => ({ name, kind }));
    case "run":
      return ["git", "nvidia-smi"].map((command) => ({ name, command }));
    default:
      return [];
  }
}
