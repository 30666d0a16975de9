/**
 * Whether a session can be started, and runs code.
 *
 * @module
 */
import { tmpdir } from "node:os";
import { within } from "../../session/mod.ts";
import { startHeadlessKernel } from "../headless.ts";
import type { KernelCheck } from "./doctor.ts";
import { ALL_PERMISSIONS } from "./permission_flags.ts";

/** How long a session has for its first cell, in milliseconds. */
const PATIENCE = 30_000;
const CELL = "const answer: number = 6 * 7; answer";

/**
 * Runs a cell as a notebook would. A session refuses to start where other users of the machine could
 * reach it.
 *
 * @param cell Its TypeScript.
 */
export async function examineSession(cell: string = CELL): Promise<KernelCheck> {
  const kernel = await startHeadlessKernel({ permissions: ALL_PERMISSIONS, cwd: tmpdir() });
  const reply = await within(kernel.execute(cell, { onMessage: () => {} }), PATIENCE);
  // One that hangs ends with this process, which need not wait for it.
  if (reply !== undefined) await kernel.shutdown();
  const check = { name: "session", state: "problem" } as const;
  if (reply === undefined) {
    return { ...check, message: `it runs no code: no answer came within ${PATIENCE / 1000} s` };
  }
  const { status, ename, evalue } = reply;
  return status === "ok"
    ? { ...check, state: "ok", message: "it starts, and runs TypeScript" }
    : { ...check, message: `it runs no code: ${ename}: ${evalue}` };
}
