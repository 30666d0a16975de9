/** An exception as the inspector alone knows it. @module */

import type { ExceptionDetails } from "./remote_values.ts";
import type { StackFrame, ThrownError } from "./types.ts";

/**
 * Describes an exception without the session's help, which the user's code may have broken, for example by
 * replacing methods of `Array.prototype`.
 */
export function describeException(details: ExceptionDetails): ThrownError {
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
export function exceptionFrames({ stackTrace }: ExceptionDetails): StackFrame[] {
  return (stackTrace?.callFrames ?? []).map(({ functionName, url, lineNumber, columnNumber }) => ({
    name: functionName || null,
    url: url || "<anonymous>",
    line: lineNumber + 1,
    column: columnNumber + 1,
  }));
}
