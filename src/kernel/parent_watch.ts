/** Ends the kernel when the program that started it has ended. @module */

import process from "node:process";

/** How often the parent is looked for, in milliseconds. */
const INTERVAL = 1000;

/** Calls `onEnd` once the process that `JPY_PARENT_PID` names is gone; without a number, never. */
export function watchParent(pid: string | undefined, onEnd: () => void): void {
  if (pid === undefined || !/^[1-9]\d*$/.test(pid)) return;
  const timer = setInterval(() => {
    if (isAlive(Number(pid))) return;
    clearInterval(timer);
    onEnd();
  }, INTERVAL);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is there all the same.
    return (error as { code?: string }).code === "EPERM";
  }
}
