/** Stopping code that does not end by itself. @module */

import { type Inspector, InspectorCallError } from "./inspector/inspector.ts";
import type { EvaluateAnswer } from "./remote_values.ts";
import { within } from "./within.ts";

/** How long a termination, and then the code's end, may take before it is asked for again, in milliseconds. */
const TERMINATE_TIME = 100;

/** Terminates the code that runs; resolves to whether it ended, or `settled` did, before the deadline. */
export async function terminate(
  inspector: Inspector,
  settled: Promise<unknown>,
  deadline: number,
): Promise<boolean> {
  // Again and again, and nothing beside it: V8 forgets a termination when any other call of the inspector
  // ends before the code has noticed it.
  while (performance.now() < deadline) {
    const terminated = inspector.call("Runtime.terminateExecution").catch(() => {});
    await within(Promise.race([terminated, settled]), TERMINATE_TIME);
    const isFree = Promise.race([probe(inspector), settled.then(() => true)]);
    if (await within(isFree, TERMINATE_TIME) === true) return true;
  }
  return false;
}

/** Resolves to true when the code has let go, so that others can run; to nothing where that was cut off. */
async function probe(inspector: Inspector): Promise<boolean | undefined> {
  try {
    const { result } = await inspector.call<EvaluateAnswer>("Runtime.evaluate", {
      expression: `await void 0; "probe"`,
      replMode: true,
      awaitPromise: true,
    });
    return result.value === "probe" ? true : undefined;
  } catch (error) {
    if (error instanceof InspectorCallError) return undefined;
    throw error;
  }
}
