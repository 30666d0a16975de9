/**
 * What a kernelspec of ours says.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../../deno.json" with { type: "json" };
import { ALL_PERMISSIONS } from "./permission_flags.ts";

/** The content of a `kernel.json`. */
export interface KernelSpec {
  /** The command; Jupyter puts the file's path for `{connection_file}`. */
  argv: string[];
  /** What people choose it by. */
  display_name: string;
  /** The language of the notebooks. */
  language: string;
  /** How Jupyter interrupts: by a message. */
  interrupt_mode?: string;
  /** The version of the messaging protocol. */
  kernel_protocol_version?: string;
  /** More environment variables. */
  env?: Record<string, string>;
  /** What frontends and we look for. */
  metadata?: Record<string, unknown>;
}

/** How Jupyter starts a kernel's connection. */
const CONNECTION_FILE = "{connection_file}";
/** What Jupyter starts. */
export const KERNEL_PROGRAM: URL = new URL("../main.ts", import.meta.url);
const CONFIG = new URL("../../../deno.json", import.meta.url);

/** A local path, or the URL of what is elsewhere. */
function located(url: URL): string {
  return url.protocol === "file:" ? fileURLToPath(url) : url.href;
}

/** How our own modules find our libraries, whatever project the kernel is started in. */
export function resolution(): string[] {
  return KERNEL_PROGRAM.protocol === "file:"
    ? ["--config", located(CONFIG)]
    : ["--no-config", "--import-map", located(CONFIG)];
}

/** The name that people choose a kernel by, which tells what its session may not do. */
export function displayName(permissions: readonly string[]): string {
  const all = permissions.join(" ") === ALL_PERMISSIONS.join(" ");
  return all ? "TypeScript (Labbook)" : `TypeScript (Labbook, ${permissions.join(" ")})`;
}

/**
 * Makes a kernelspec for this Deno and this copy of Labbook.
 *
 * @param permissions The session's permissions as long flags.
 * @param name What people choose it by; {@linkcode displayName} by default.
 * @param typecheck Whether type errors of cells are shown as warnings; not by default.
 */
export function makeSpec(
  permissions: readonly string[],
  name: string = displayName(permissions),
  typecheck = false,
): KernelSpec {
  return {
    argv: [
      Deno.execPath(),
      "run",
      "--quiet",
      "--allow-all",
      ...resolution(),
      located(KERNEL_PROGRAM),
      CONNECTION_FILE,
      ...permissions,
    ],
    display_name: name,
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.5",
    // A kernel has no terminal on which Deno could offer a newer version.
    env: { DENO_NO_UPDATE_CHECK: "1", ...typecheck ? { LABBOOK_TYPECHECK: "1" } : {} },
    metadata: {
      debugger: true,
      labbook: { version: config.version, ...typecheck ? { typecheck } : {} },
    },
  };
}

/** The version of Labbook that a kernelspec is of; undefined where it is another kernel's. */
export function versionOf(spec: KernelSpec): string | undefined {
  const ours = spec.metadata?.labbook;
  if (typeof ours !== "object" || ours === null || !("version" in ours)) return undefined;
  return String(ours.version);
}

/** The permissions of a kernelspec's session. */
export function permissionsOf(spec: KernelSpec): string[] {
  return spec.argv.slice(spec.argv.indexOf(CONNECTION_FILE) + 1);
}

/** The program and the module that a kernelspec of ours starts. */
export function startedBy(spec: KernelSpec): { deno: string; main: string } {
  const at = spec.argv.indexOf(CONNECTION_FILE);
  return { deno: spec.argv[0] ?? "", main: spec.argv[at - 1] ?? "" };
}
