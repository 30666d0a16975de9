/** The engine's profiler. @module */

import type { CpuProfile } from "./profile.ts";

/** Time between two samples, in microseconds. */
const INTERVAL = 200;

/** A profile that is being taken. */
export interface RunningProfile {
  /** Ends it. */
  stop(): Promise<CpuProfile>;
}

/**
 * Begins to take a profile of this session.
 *
 * @throws {Deno.errors.NotCapable} Without the permission `--allow-sys`.
 */
export async function startProfile(): Promise<RunningProfile> {
  const { Session } = await import("node:inspector/promises");
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  // Loops that were optimized before would count for their callers: counting calls makes the engine forget them.
  await session.post("Profiler.startPreciseCoverage", { callCount: true });
  await session.post("Profiler.stopPreciseCoverage");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
  await session.post("Profiler.start");
  await letGo();
  return {
    async stop() {
      try {
        const { profile } = await session.post("Profiler.stop");
        return profile;
      } finally {
        session.disconnect();
        await letGo();
      }
    },
  };
}

/**
 * What follows an answer of the inspector runs within its work: code that then does not let go could not be reached by
 * the kernel's inspector, nor interrupted.
 */
function letGo(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
