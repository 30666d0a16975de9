/** What code threw. @module */

import { type Inspector, InspectorClosedError } from "./inspector/inspector.ts";
import { callWith, type ExceptionDetails } from "./remote_values.ts";
import type { StackFrame, ThrownError } from "./types.ts";

/** Describes what code threw, as the session sees it where that works. */
export async function describeThrown(
  inspector: Inspector,
  details: ExceptionDetails,
  isCell: (url: string) => boolean,
): Promise<ThrownError> {
  if (details.exception === undefined) return describeException(details);
  try {
    const described = await callWith<ThrownError>(
      inspector,
      "async function (thrown) { await void 0; return __labbook.describe(thrown); }",
      details.exception,
    );
    // Code may have replaced what writes stacks.
    const isInCell = ({ url }: StackFrame): boolean => isCell(url);
    const frames = exceptionFrames(details);
    if (!described.frames.some(isInCell) && frames.some(isInCell)) described.frames = frames;
    return described;
  } catch (error) {
    if (error instanceof InspectorClosedError) throw error;
    return describeException(details);
  }
}

/**
 * Describes an exception without the session's help, which the user's code may have broken, for example by
 * replacing methods of `Array.prototype`.
 */
function describeException(details: ExceptionDetails): ThrownError {
  const { exception, text } = details;
  if (exception?.subtype !== "error") {
    const shown = exception?.description ?? exception?.unserializableValue ??
      String(exception?.value ?? text);
    return { name: exception?.type ?? "Error", message: shown, text: shown, frames: [] };
  }
  const name = exception.className ?? "Error";
  const [head = ""] = (exception.description ?? "").split(/\n\s+at /);
  const message = head.startsWith(`${name}: `) ? head.slice(name.length + 2) : head;
  return { name, message: message === name ? "" : message, frames: exceptionFrames(details) };
}

/** The calls that led to an exception. */
function exceptionFrames({ stackTrace }: ExceptionDetails): StackFrame[] {
  return (stackTrace?.callFrames ?? []).map(({ functionName, url, lineNumber, columnNumber }) => ({
    name: functionName || null,
    url: url || "<anonymous>",
    line: lineNumber + 1,
    column: columnNumber + 1,
  }));
}
