/** The stack of stopped code. @module */

import { basename } from "node:path";
import type { CellSources } from "./cell_sources.ts";
import type { Debuggee } from "./debuggee.ts";
import type { CallFrame, PausedEvent } from "./protocol.ts";
import type { Script } from "./scripts.ts";
import { DebugRequestError } from "./types.ts";

/** A stack frame of the Debug Adapter Protocol. */
export interface StackFrame {
  /** By which later requests name it. */
  id: number;
  /** The function's name, or the cell's. */
  name: string;
  /** Where its source is. */
  source: { name: string; path: string };
  /** Line, from 1. */
  line: number;
  /** Column, from 1. */
  column: number;
  /** `subtle` for calls that wait in an `await`. */
  presentationHint?: "subtle";
}

/** The frames of the last stop. Their ids are never used again. */
export class Frames {
  readonly #sources: CellSources;
  readonly #calls = new Map<number, CallFrame | undefined>();
  #lastId = 0;
  #shown: StackFrame[] = [];

  /** Holds none yet. */
  constructor(sources: CellSources) {
    this.#sources = sources;
  }

  /** The frames that can be shown, the innermost first. */
  get shown(): readonly StackFrame[] {
    return this.#shown;
  }

  /** Reads the stack of a stop. */
  read(debuggee: Debuggee, event: PausedEvent): void {
    this.clear();
    for (const call of event.callFrames) {
      const { scriptId, lineNumber, columnNumber } = call.location;
      this.#add(debuggee, call.functionName, scriptId, lineNumber, columnNumber, call);
    }
    for (let trace = event.asyncStackTrace; trace !== undefined; trace = trace.parent) {
      for (const { functionName, scriptId, lineNumber, columnNumber } of trace.callFrames) {
        this.#add(debuggee, functionName, scriptId, lineNumber, columnNumber);
      }
    }
  }

  /** V8's call of a frame; undefined for one that only waits. Throws for an id of an earlier stop. */
  call(id: number): CallFrame | undefined {
    if (this.#calls.has(id)) return this.#calls.get(id);
    throw new DebugRequestError(`Cannot find stack frame ${id}: the code has gone on since`);
  }

  /** The innermost call that can be shown. */
  top(): CallFrame | undefined {
    return [...this.#calls.values()][0];
  }

  /** Whether the innermost call is the only one, with nothing that waits for it. */
  get isOutermost(): boolean {
    return this.#shown.length === 1;
  }

  /** Forgets the frames. */
  clear(): void {
    this.#calls.clear();
    this.#shown = [];
  }

  #add(
    debuggee: Debuggee,
    functionName: string,
    scriptId: string,
    lineNumber: number,
    columnNumber: number,
    call?: CallFrame,
  ): void {
    const script = debuggee.scripts.get(scriptId);
    const position = script?.original(lineNumber, columnNumber);
    if (script === undefined || position === undefined) return;
    const id = ++this.#lastId;
    this.#calls.set(id, call);
    const path = script.cell === undefined ? script.path : this.#sources.add(script.cell.source);
    this.#shown.push({
      id,
      name: functionName === "" ? nameless(script, call) : functionName,
      source: { name: script.cell === undefined ? basename(path) : script.cell.label, path },
      ...position,
      ...call === undefined ? { presentationHint: "subtle" } : {},
    });
  }
}

/** The name of code that is no function, or of a function without a name. */
function nameless(script: Script, call: CallFrame | undefined): string {
  const isFunction = call?.scopeChain.some(({ type }) => type === "local" || type === "closure");
  if (isFunction && script.cell !== undefined) return "(anonymous)";
  return script.cell?.label ?? (isFunction ? "(anonymous)" : basename(script.path));
}
