/** Trackers and tracking scripts for tests. @module */

import { ExperimentTracker, type TrackerOptions } from "../../src/tracker/mod.ts";
import { ROOT } from "../helpers/mod.ts";

/** Starts a run without what runs beside it. */
export function quietTracker(
  baseDir: string,
  options: Partial<TrackerOptions> = {},
): ExperimentTracker {
  return new ExperimentTracker({
    project: "tests",
    experimentName: "run",
    baseDir,
    useTensorboard: false,
    saveCode: false,
    saveEnv: false,
    ...options,
  });
}

/** The text of a script that tracks a run into its first argument, then does `body`. */
export function trackingScript(body: string, options: Partial<TrackerOptions> = {}): string {
  const given = JSON.stringify({ project: "tests", experimentName: "run", ...options });
  return `import { ExperimentTracker } from ${JSON.stringify(`file://${ROOT}src/tracker/mod.ts`)};
const options = { ...${given}, baseDir: Deno.args[0] };
const tracker = new ExperimentTracker(options);
${body}
`;
}
