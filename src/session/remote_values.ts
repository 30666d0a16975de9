/** Values of the session, reached over its inspector. @module */

import type { Inspector } from "./inspector/inspector.ts";

/** A value in the session, as the Chrome DevTools Protocol describes it. */
export interface RemoteObject {
  /** Its type, as `typeof` tells it. */
  type: string;
  /** A finer type, such as `null` or `array`. */
  subtype?: string;
  /** The value, of what JSON can hold. */
  value?: unknown;
  /** The value as code, of numbers and the like that JSON cannot hold. */
  unserializableValue?: string;
  /** The id of an object. */
  objectId?: string;
  /** The class of an object. */
  className?: string;
  /** The value as a text; of an error, its stack. */
  description?: string;
}

/** The answer of `Runtime.evaluate` and `Runtime.callFunctionOn`. */
export interface EvaluateAnswer {
  /** The value, or what was thrown. */
  result: RemoteObject;
  /** What was thrown, if anything was. */
  exceptionDetails?: ExceptionDetails;
}

/** What the inspector itself knows of an exception. */
export interface ExceptionDetails {
  /** The value that was thrown. */
  exception?: RemoteObject;
  /** What happened, such as `Uncaught`. */
  text: string;
  /** The calls that led there; lines and columns are counted from 0. */
  stackTrace?: {
    callFrames: { functionName: string; url: string; lineNumber: number; columnNumber: number }[];
  };
}

/** Evaluates an expression, also while a cell is busy, and returns its value, which JSON must hold. */
export async function evaluateValue<Value>(
  inspector: Inspector,
  expression: string,
  awaitPromise = false,
): Promise<Value> {
  const answer = await inspector.call<EvaluateAnswer>("Runtime.evaluate", {
    expression,
    returnByValue: true,
    awaitPromise,
  });
  return valueOf(answer);
}

/** Calls an async function of one argument with a value of the session, and returns its result. */
export async function callWith<Result>(
  inspector: Inspector,
  functionDeclaration: string,
  value: RemoteObject,
): Promise<Result> {
  // A function is called on an object; this one is there whatever the value is.
  const { result: scope } = await inspector.call<EvaluateAnswer>("Runtime.evaluate", {
    expression: "this",
  });
  const answer = await inspector.call<EvaluateAnswer>("Runtime.callFunctionOn", {
    functionDeclaration,
    objectId: scope.objectId,
    arguments: [toArgument(value)],
    awaitPromise: true,
    returnByValue: true,
  });
  await inspector.call("Runtime.releaseObject", { objectId: scope.objectId });
  return valueOf(answer);
}

function toArgument({ objectId, unserializableValue, value }: RemoteObject): RemoteArgument {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}

type RemoteArgument = Pick<RemoteObject, "objectId" | "unserializableValue" | "value">;

function valueOf<Value>({ result, exceptionDetails }: EvaluateAnswer): Value {
  if (exceptionDetails === undefined) return result.value as Value;
  const { exception, text } = exceptionDetails;
  const reason = exception?.description ?? text;
  throw new Error(`Cannot ask the session for a value: ${reason}`);
}
