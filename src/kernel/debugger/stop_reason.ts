/** Why code stopped. @module */

import type { Breakpoints } from "./breakpoints.ts";
import { describe } from "./describe.ts";
import type { PausedEvent } from "./protocol.ts";
import { DebugRequestError } from "./types.ts";

/** The part of a `stopped` event that tells why. */
export interface StopReason {
  /** A kind that clients know: `breakpoint`, `exception`, `step` or `pause`. */
  reason: string;
  /** The same for a person. */
  description: string;
  /** What was thrown. */
  text?: string;
  /** The numbers of the breakpoints that were met. */
  hitBreakpointIds?: number[];
}

/** Tells why code stopped. */
export function describeStop(
  { reason, data, hitBreakpoints = [] }: PausedEvent,
  breakpoints: Breakpoints,
  isPauseAsked: boolean,
): StopReason {
  if (isException(reason)) {
    const text = data === undefined ? {} : { text: describe(data).value };
    return { reason: "exception", description: "Stopped at an exception", ...text };
  }
  if (hitBreakpoints.length > 0) {
    const hitBreakpointIds = breakpoints.numbersOf(hitBreakpoints);
    return { reason: "breakpoint", description: "Stopped at a breakpoint", hitBreakpointIds };
  }
  if (reason === "step") return { reason: "step", description: "Stopped after a step" };
  if (isPauseAsked) return { reason: "pause", description: "Stopped as asked" };
  return { reason: "breakpoint", description: "Stopped at a debugger statement" };
}

/** The answer to `exceptionInfo`. Throws where the code has not stopped at an exception. */
export function exceptionInfo(event: PausedEvent | undefined): Record<string, unknown> {
  if (event?.data === undefined || !isException(event.reason)) {
    throw new DebugRequestError("Cannot describe the exception: the code has not stopped at one");
  }
  const { className, type, description } = event.data;
  const typeName = className ?? type;
  return {
    exceptionId: typeName,
    description: describe(event.data).value,
    breakMode: "always",
    details: {
      typeName,
      message: describe(event.data).value,
      ...description === undefined ? {} : { stackTrace: description },
    },
  };
}

function isException(reason: string): boolean {
  return reason === "exception" || reason === "promiseRejection";
}
