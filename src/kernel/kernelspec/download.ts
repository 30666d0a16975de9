/**
 * The kernel's own modules, where they are not on this disk.
 *
 * @module
 */
import { SESSION_PROGRAM } from "../../session/mod.ts";
import { KERNEL_PROGRAM, resolution } from "./spec.ts";

/**
 * Has Deno download what the kernel and its sessions run, so that Jupyter can start them at once, and
 * without a network. Does nothing where it is on this disk.
 *
 * @throws {Error} It cannot be downloaded.
 */
export async function downloadPrograms(): Promise<void> {
  if (KERNEL_PROGRAM.protocol === "file:") return;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", ...resolution(), KERNEL_PROGRAM.href, SESSION_PROGRAM.href],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim().replace(/^error: /, "");
  throw new Error(`Cannot download the kernel from ${KERNEL_PROGRAM.origin}: ${reason}`);
}
