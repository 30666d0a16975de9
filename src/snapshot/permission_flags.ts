/**
 * The flags that grant what a run was granted.
 *
 * @module
 */

const NAMES = ["read", "write", "net", "env", "sys", "run", "ffi"];

/** The flags, and what no flag can give again. */
export interface PermissionFlags {
  /** Flags for `deno run`. */
  permissionFlags: string[];
  /** The names of permissions that were granted in part only. */
  partialPermissions: string[];
}

/** Reads the permissions of an environment.json. */
export function readPermissionFlags(permissions: unknown): PermissionFlags {
  const states = (permissions ?? {}) as Record<string, unknown>;
  const granted = NAMES.filter((name) => states[name] === "granted");
  return {
    permissionFlags: granted.length === NAMES.length
      ? ["--allow-all"]
      : granted.map((name) => `--allow-${name}`),
    partialPermissions: NAMES.filter((name) => states[name] === "partial"),
  };
}
