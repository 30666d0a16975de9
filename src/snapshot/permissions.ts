/**
 * What this process may do, found out without ever asking the user.
 *
 * @module
 */

/** A Deno permission, and what of it is meant. */
export type PermissionQuery =
  | { name: "read" | "write"; path?: string }
  | { name: "env"; variable?: string }
  | { name: "sys"; kind?: string }
  | { name: "run"; command?: string }
  | { name: "net" | "ffi" };

/** How much of a permission a process has. */
export type PermissionState = "granted" | "partial" | "denied";

/** The permissions by name; each null where the runtime has none, as Node does. */
export type PermissionStates = Record<PermissionQuery["name"], PermissionState | null>;

const NAMES: readonly PermissionQuery["name"][] = [
  "read",
  "write",
  "net",
  "env",
  "sys",
  "run",
  "ffi",
];

interface Permissions {
  querySync(query: PermissionQuery): { state: string; partial?: boolean };
}

function permissions(): Permissions | undefined {
  return (globalThis as { Deno?: { permissions?: Permissions } }).Deno?.permissions;
}

/** Whether something may be done without a prompt; true in a runtime without permissions. */
export function may(query: PermissionQuery): boolean {
  const known = permissions();
  return !known || known.querySync(query).state === "granted";
}

/** Whether this process has every permission, as Deno wants it for `/proc`. */
export function mayAll(): boolean {
  return NAMES.every((name) => may({ name }));
}

/**
 * How much of each permission the process has. A permission for some paths only looks like none at
 * all, unless `cwd` or one of what a run usually needs is among them.
 *
 * @param cwd The working folder.
 */
export function permissionStates(cwd: string): PermissionStates {
  const probes: Partial<Record<PermissionQuery["name"], PermissionQuery[]>> = {
    read: [{ name: "read", path: cwd }],
    write: [{ name: "write", path: cwd }],
    env: [{ name: "env", variable: "HOME" }, { name: "env", variable: "PATH" }],
    sys: ["hostname", "osRelease", "cpus"].map((kind) => ({ name: "sys", kind })),
    run: ["git", "nvidia-smi"].map((command) => ({ name: "run", command })),
  };
  const known = permissions();
  const states = {} as PermissionStates;
  for (const name of NAMES) {
    states[name] = known ? stateOf(known, name, probes[name] ?? []) : null;
  }
  return states;
}

function stateOf(
  known: Permissions,
  name: PermissionQuery["name"],
  probes: PermissionQuery[],
): PermissionState {
  const { state, partial } = known.querySync({ name } as PermissionQuery);
  if (state === "granted") return partial ? "partial" : "granted";
  return probes.some((query) => known.querySync(query).state === "granted") ? "partial" : "denied";
}
