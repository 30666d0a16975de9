/**
 * The parts of the Chrome DevTools Protocol that the debugger reads:
 * https://chromedevtools.github.io/devtools-protocol/v8/.
 *
 * @module
 */

import type { RemoteObject } from "../../session/mod.ts";

/** A place in a script, counted from 0. */
export interface Location {
  /** The script's id. */
  scriptId: string;
  /** Line, from 0. */
  lineNumber: number;
  /** Column in UTF-16 units, from 0. */
  columnNumber: number;
}

/** A value in the session, with what it holds. */
export interface RemoteValue extends RemoteObject {
  /** What an object holds, in short. */
  preview?: Preview;
}

/** What an object holds, in short. */
export interface Preview {
  /** As in {@linkcode RemoteValue}. */
  type: string;
  /** As in {@linkcode RemoteValue}. */
  subtype?: string;
  /** As in {@linkcode RemoteValue}. */
  description?: string;
  /** Whether it holds more. */
  overflow: boolean;
  /** The first of its properties. */
  properties: PropertyPreview[];
  /** The first entries of a map or a set. */
  entries?: { key?: Preview; value: Preview }[];
}

/** One property of a preview. */
export interface PropertyPreview {
  /** Its name, or index. */
  name: string;
  /** The type of its value; `accessor` for a getter. */
  type: string;
  /** As in {@linkcode RemoteValue}. */
  subtype?: string;
  /** The value as a short text. */
  value?: string;
}

/** One property of an object. */
export interface Property {
  /** Its name, or the description of a symbol. */
  name: string;
  /** Its value; none for getters. */
  value?: RemoteValue;
  /** Its getter. */
  get?: RemoteValue;
  /** Its setter. */
  set?: RemoteValue;
  /** Whether it is enumerable. */
  enumerable?: boolean;
}

/** One scope of a stopped call. */
export interface CallScope {
  /** Its kind: `local`, `block`, `closure`, `catch`, `with`, `module`, `script`, `global`, ... */
  type: string;
  /** The function that it belongs to. */
  name?: string;
  /** The names and values. */
  object: RemoteValue;
}

/** One call of a stopped stack. */
export interface CallFrame {
  /** Its id, as long as the code is stopped. */
  callFrameId: string;
  /** The function's name; empty at the top level. */
  functionName: string;
  /** Where it stands. */
  location: Location;
  /** The scopes, the innermost first. */
  scopeChain: CallScope[];
  /** What `this` is. */
  this: RemoteValue;
  /** What the function returns, where it stands at its end. */
  returnValue?: RemoteValue;
}

/** Calls that wait in an `await`, or that set a timer. */
export interface AsyncTrace {
  /** What they wait for: `await`, `setTimeout`, ... */
  description?: string;
  /** The calls. */
  callFrames: {
    functionName: string;
    scriptId: string;
    lineNumber: number;
    columnNumber: number;
  }[];
  /** The calls before them. */
  parent?: AsyncTrace;
}

/** The parameters of `Debugger.paused`. */
export interface PausedEvent {
  /** The calls, the innermost first. */
  callFrames: CallFrame[];
  /** Why: `other`, `step`, `exception`, `promiseRejection`, `ambiguous`, ... */
  reason: string;
  /** What was thrown. */
  data?: RemoteValue;
  /** The breakpoints that were met. */
  hitBreakpoints?: string[];
  /** The calls before the last `await`. */
  asyncStackTrace?: AsyncTrace;
}

/** The answer of the methods that evaluate. */
export interface Evaluation {
  /** The value, or what was thrown. */
  result: RemoteValue;
  /** What was thrown. */
  exceptionDetails?: { text: string; exception?: RemoteValue };
}
