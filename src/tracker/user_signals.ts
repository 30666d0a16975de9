/**
 * Notices whether the user's own code handles a signal: then what the signal means is theirs to say.
 *
 * @module
 */
import fs from "node:fs";
import os from "node:os";
import process from "node:process";
import { isAllPermitted } from "../store/mod.ts";

type AddSignalListener = (signal: string, handler: () => void) => void;

/** Whether this process handles the signal already, where /proc tells it; see proc(5), SigCgt. */
function isCaught(signal: NodeJS.Signals): boolean {
  if (!isAllPermitted()) return false; // Only later handlers are noticed then.
  try {
    const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(fs.readFileSync("/proc/self/status", "utf8"));
    return mask !== null && ((BigInt(`0x${mask[1]}`) >> BigInt(os.constants.signals[signal] - 1)) &
          1n) === 1n;
  } catch {
    return false; // No /proc: only later handlers are noticed.
  }
}

let flags: Int32Array | undefined;

/**
 * Follows which of `signals` the user's code handles.
 *
 * @returns Shared memory with a number for each signal, 1 once it is handled.
 */
export function followUserSignals(signals: readonly NodeJS.Signals[]): SharedArrayBuffer {
  if (flags) return flags.buffer as SharedArrayBuffer;
  const shared = new Int32Array(new SharedArrayBuffer(4 * signals.length));
  flags = shared;
  signals.forEach((signal, i) => {
    if (process.listenerCount(signal) > 0 || isCaught(signal)) Atomics.store(shared, i, 1);
  });
  const note = (signal: unknown): void => {
    const i = signals.indexOf(signal as NodeJS.Signals);
    if (i >= 0) Atomics.store(shared, i, 1);
  };
  process.on("newListener", note);
  const deno = (globalThis as { Deno?: { addSignalListener: AddSignalListener } }).Deno;
  if (deno) {
    const add = deno.addSignalListener;
    deno.addSignalListener = (signal, handler) => {
      note(signal);
      add(signal, handler);
    };
  }
  return shared.buffer;
}
