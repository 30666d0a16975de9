/** What the numbers were measured on. @module */

import os from "node:os";

/** A machine, as a reader of the numbers needs to know it. */
export interface Machine {
  /** The processor's model. */
  cpu: string;
  /** How many cores the system shows. */
  cores: number;
  /** The memory, in GiB. */
  memory: number;
  /** The operating system and its version. */
  system: string;
  /** How many processes wanted to run in the last minute: above the number of cores, others disturbed. */
  load: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memory: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    load: os.loadavg()[0] ?? NaN,
  };
}

/** The versions of Deno and V8. */
export function runtimeVersions(): Record<string, string> {
  const { deno, v8 } = Deno.version;
  return { Deno: deno, V8: v8 };
}
