/** What the kernel notes for whoever looks for a fault. @module */

import { appendFileSync } from "node:fs";
import process from "node:process";

/**
 * Returns a function that appends a line to the file that `LABBOOK_KERNEL_LOG` names; without it nothing is
 * kept. The kernel's own standard error may be a pipe that nobody reads, which would block it when full.
 */
export function openLog(): (text: string) => void {
  const path = process.env.LABBOOK_KERNEL_LOG;
  if (!path) return () => {};
  return (text) => appendFileSync(path, `${new Date().toISOString()} ${text}\n`);
}
