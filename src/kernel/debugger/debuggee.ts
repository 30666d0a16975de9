/** The debugger's connection to a session: what is attached while a client debugs. @module */

import { type CellCode, type Inspector, InspectorCallError } from "../../session/mod.ts";
import type { Evaluation, PausedEvent, RemoteValue } from "./protocol.ts";
import { HIDDEN_URLS, type ParsedScript, type Script, Scripts } from "./scripts.ts";
import { DebugRequestError, type DebugTarget } from "./types.ts";

/** Who hears of the session. */
export interface DebuggeeListener {
  /** The code stopped; returns how it is to go on, or undefined where it is to stay so. */
  paused(debuggee: Debuggee, event: PausedEvent): Promise<ResumeMethod | undefined>;
  /** The code goes on. */
  resumed(): void;
  /** A script was compiled, and is about to run. */
  parsed(debuggee: Debuggee, script: Script): void;
  /** The inspector holds no breakpoints any more: they have to be set again. */
  reset(debuggee: Debuggee): Promise<void>;
  /** The session has ended. */
  ended(): void;
}

/** How code can go on. */
export type ResumeMethod = "resume" | "stepOver" | "stepInto" | "stepOut";

/** How many awaits a stack is followed through. */
const ASYNC_DEPTH = 16;
/** How long a session may take to answer that it was detached, in milliseconds. */
const DETACH_TIME = 500;
/** V8's answer where the code goes on already. */
const NOT_PAUSED = /Can only perform operation while paused/;
/** The group of values that are let go when the code goes on. */
export const STOPPED_GROUP = "labbook-debugger-stopped";

/** A session that can be looked into, and, once enabled, be stopped. */
export class Debuggee {
  /** The debugger's own connection. */
  readonly inspector: Inspector;
  /** The scripts that can be shown. */
  readonly scripts: Scripts;
  readonly #listener: DebuggeeListener;
  #next: CellCode | undefined;
  #paused: PausedEvent | undefined;
  #running: { promise: Promise<void>; resolve: () => void } | undefined;
  #steps = false;
  #exceptions = "none";
  #isDetached = false;

  private constructor(inspector: Inspector, target: DebugTarget, listener: DebuggeeListener) {
    this.inspector = inspector;
    this.#listener = listener;
    this.scripts = new Scripts(() => target.cells(), () => this.#next);
    inspector.on("Debugger.scriptParsed", (parsed: ParsedScript) => {
      const script = this.scripts.add(parsed);
      if (!script.isHidden) listener.parsed(this, script);
    });
    inspector.on("Debugger.paused", (event: PausedEvent) => this.#pause(event));
    inspector.on("Debugger.resumed", () => this.#resumed());
    inspector.closed.then(() => {
      this.#resumed();
      if (!this.#isDetached) listener.ended();
    });
  }

  /** Connects to the session, which costs it nothing yet. */
  static async open(target: DebugTarget, listener: DebuggeeListener): Promise<Debuggee> {
    return new Debuggee(await target.open(), target, listener);
  }

  /** Attaches V8's debugger, which makes the session's awaits many times slower. */
  async enable(): Promise<void> {
    await this.inspector.call("Debugger.enable");
    await this.inspector.call("Debugger.setAsyncCallStackDepth", { maxDepth: ASYNC_DEPTH });
    await this.inspector.call("Debugger.setBlackboxPatterns", {
      patterns: HIDDEN_URLS,
      // What the kernel evaluates has no name.
      skipAnonymous: true,
    });
    await this.inspector.call("Debugger.setPauseOnExceptions", { state: this.#exceptions });
  }

  /** Where the code stands; undefined while it runs. */
  get paused(): PausedEvent | undefined {
    return this.#paused;
  }

  /** Lets stopped code go on. */
  async resume(method: ResumeMethod): Promise<void> {
    if (this.#paused === undefined) {
      throw new DebugRequestError("Cannot continue: the code is not stopped");
    }
    if (method !== "resume") this.#steps = true;
    await this.#goOn(method);
  }

  /** Stops the code at the next statement that can be shown. */
  async pause(): Promise<void> {
    this.#steps = true;
    await this.inspector.call("Debugger.pause");
  }

  /** Lets stopped code go on only to end it. Resolves to whether it was stopped. */
  async terminate(): Promise<boolean> {
    if (this.#paused === undefined) return false;
    await this.#goOn("resume", { terminateOnResume: true });
    return true;
  }

  /** Which exceptions stop the code: V8's `none`, `caught`, `uncaught` or `all`. */
  async stopAtExceptions(state: string): Promise<void> {
    this.#exceptions = state;
    await this.inspector.call("Debugger.setPauseOnExceptions", { state });
  }

  /** Waits until nothing is stopped, and makes ready for a cell. */
  async prepareFor(cell: CellCode): Promise<void> {
    // A cell that ran inside another's stop could neither be stopped nor go on.
    await this.#running?.promise;
    await this.endSteps();
    this.#next = cell;
  }

  /**
   * Forgets a step or a pause that met no more code. It would stop the next cell in its first
   * statement, inside the inspector's own call, from where the session could never go on.
   */
  async endSteps(): Promise<void> {
    if (!this.#steps || this.#paused !== undefined) return;
    this.#steps = false;
    await this.inspector.call("Debugger.disable");
    await this.enable();
    await this.#listener.reset(this);
  }

  /** Evaluates in the global scope, without breakpoints. */
  evaluate(
    expression: string,
    params: Record<string, unknown> = {},
  ): Promise<Evaluation> {
    return this.inspector.call<Evaluation>("Runtime.evaluate", {
      expression,
      disableBreaks: true,
      objectGroup: STOPPED_GROUP,
      ...params,
    });
  }

  /** Calls a function with an object as `this`, and returns what it returns. */
  async callOn(
    objectId: string,
    functionDeclaration: string,
    args: readonly unknown[] = [],
    params: Record<string, unknown> = {},
  ): Promise<Evaluation> {
    return await this.inspector.call<Evaluation>("Runtime.callFunctionOn", {
      objectId,
      functionDeclaration,
      arguments: args,
      ...params,
    });
  }

  /** Lets the code go on, and takes V8's debugger away. */
  async detach(): Promise<void> {
    this.#isDetached = true;
    const done = this.inspector.call("Debugger.disable").catch((error: unknown) => {
      // A session that has ended needs no detaching.
      if (!(error instanceof Error) || error.name !== "InspectorClosedError") throw error;
    });
    // A session that does not answer is left by the connection's end all the same.
    const timer = setTimeout(() => this.inspector.close(), DETACH_TIME);
    try {
      await done;
    } finally {
      clearTimeout(timer);
      this.inspector.close();
      this.#resumed();
    }
  }

  /** The event of it may come later than the end of the cell, which another connection tells. */
  async #goOn(method: ResumeMethod, params: Record<string, unknown> = {}): Promise<void> {
    const stop = this.#paused;
    await this.inspector.call(`Debugger.${method}`, params).catch((error: unknown) => {
      // A stop inside the inspector's own call ends by itself before it is answered.
      if (!(error instanceof InspectorCallError) || !NOT_PAUSED.test(error.message)) throw error;
    });
    if (this.#paused === stop) this.#resumed();
  }

  async #pause(event: PausedEvent): Promise<void> {
    this.#paused = event;
    if (this.#running === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#running = { promise, resolve };
    }
    try {
      const method = await this.#listener.paused(this, event);
      if (method === undefined || this.#paused !== event) return;
      await this.#goOn(method);
    } catch (error) {
      // The connection's end is told by `ended`.
      if (!(error instanceof Error) || error.name !== "InspectorClosedError") throw error;
    }
  }

  #resumed(): void {
    if (this.#paused === undefined) return;
    this.#paused = undefined;
    this.#running?.resolve();
    this.#running = undefined;
    this.#listener.resumed();
  }
}

/** The value of an evaluation; throws what it threw. */
export function valueOf({ result, exceptionDetails }: Evaluation): RemoteValue {
  if (exceptionDetails === undefined) return result;
  const { exception, text } = exceptionDetails;
  const shown = exception?.description ?? exception?.value;
  throw new DebugRequestError(shown === undefined ? text : String(shown).split("\n", 1)[0]!);
}
