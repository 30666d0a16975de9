/**
 * Whether Deno grants something already: asking for more would stop the user's program at a prompt.
 *
 * @module
 */

/** What may be granted, as `Deno.permissions` describes it. */
export type PermissionRequest =
  | { name: "read" | "write"; path?: string }
  | { name: "net"; host?: string }
  | { name: "env"; variable?: string }
  | { name: "sys"; kind?: string }
  | { name: "run"; command?: string }
  | { name: "ffi" };

interface Permissions {
  querySync(request: PermissionRequest): { state: string };
}

/** Whether something is granted; where there is no Deno, everything is. */
export function isPermitted(request: PermissionRequest): boolean {
  const deno = (globalThis as { Deno?: { permissions: Permissions } }).Deno;
  return deno === undefined || deno.permissions.querySync(request).state === "granted";
}

/** Whether everything is granted, as for files in /proc it has to be. */
export function isAllPermitted(): boolean {
  const names = ["read", "write", "net", "env", "sys", "run", "ffi"] as const;
  return names.every((name) => isPermitted({ name }));
}
