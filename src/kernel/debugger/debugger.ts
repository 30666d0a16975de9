/** The debugger of a kernel, as JupyterLab uses it. @module */

import type { CellCode } from "../../session/mod.ts";
import { Arguments, isRecord } from "./arguments.ts";
import { Breakpoints } from "./breakpoints.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { CellSources, HASH_SEED, SUFFIX } from "./cell_sources.ts";
import { Debuggee, type DebuggeeListener, type ResumeMethod } from "./debuggee.ts";
import { EXCEPTION_FILTERS, ExceptionFilters } from "./exceptions.ts";
import { Frames } from "./frames.ts";
import { Inspection } from "./inspection.ts";
import { listModules, readSource } from "./module_sources.ts";
import type { PausedEvent } from "./protocol.ts";
import { describeStop, exceptionInfo } from "./stop_reason.ts";
import {
  type DapRequest,
  type DapResponse,
  type DebugEvent,
  DebugRequestError,
  type DebugTarget,
} from "./types.ts";

type Body = Record<string, unknown>;
type Handler = (args: Arguments) => Body | undefined | Promise<Body | undefined>;

/** The session's code runs in one thread. */
const THREAD = 1;

/**
 * Answers `debug_request` messages. The session is as fast as without a debugger until a client
 * attaches, and again after it has disconnected.
 */
export class Debugger {
  readonly #target: DebugTarget;
  readonly #emit: (event: DebugEvent) => void;
  readonly #sources = new CellSources();
  readonly #frames = new Frames(this.#sources);
  readonly #inspection = new Inspection(this.#frames);
  readonly #exceptions = new ExceptionFilters();
  readonly #breakpoints: Breakpoints;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #debuggee: Promise<Debuggee> | undefined;
  #isStarted = false;
  #isAttached = false;
  #isPauseAsked = false;
  #isStopShown = false;
  #lastSeq = 0;

  /** Debugs `target`; `emit` sends the content of `debug_event` messages. */
  constructor(target: DebugTarget, emit: (event: DebugEvent) => void) {
    this.#target = target;
    this.#emit = emit;
    this.#breakpoints = new Breakpoints(this.#sources, target);
    this.#handlers = new Map(Object.entries(this.#createHandlers()));
  }

  /** Whether a client debugs. Only then does {@linkcode beforeCell} do anything. */
  get attached(): boolean {
    return this.#isAttached;
  }

  /** Whether code is stopped where a client can see it. */
  get stopped(): boolean {
    return this.#isStopShown;
  }

  /** Answers a request. Never throws: what cannot be done is said in the answer. */
  async request(message: DapRequest): Promise<DapResponse> {
    const content: Partial<DapRequest> = isRecord(message) ? message : {};
    const command = typeof content.command === "string" ? content.command : "";
    const respond = (rest: { success: boolean; message?: string; body: Body }): DapResponse => ({
      seq: ++this.#lastSeq,
      type: "response",
      request_seq: typeof content.seq === "number" ? content.seq : 0,
      command,
      ...rest,
    });
    try {
      const handler = this.#handlers.get(command);
      if (handler === undefined) {
        throw new DebugRequestError(
          `Cannot do ${JSON.stringify(content.command) ?? "a request without a command"}: ` +
            "the debugger does not know it",
        );
      }
      const body = await handler(new Arguments(command, content.arguments));
      return respond({ success: true, body: body ?? {} });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return respond({ success: false, message: text, body: {} });
    }
  }

  /** Sets the breakpoints of a cell before it runs; waits while other code is stopped. */
  async beforeCell(cell: CellCode): Promise<void> {
    if (!this.#isAttached) return;
    const debuggee = await this.#connect();
    await debuggee.prepareFor(cell);
    this.#exceptions.forgetLast();
    await this.#breakpoints.applyToCell(debuggee, cell);
  }

  /** Ends a step that went past the end of a cell. */
  async afterCell(): Promise<void> {
    if (!this.#isAttached) return;
    await (await this.#debuggee)?.endSteps();
  }

  /**
   * Lets stopped code go on only to end it. To be called before the session is interrupted.
   * Resolves to whether code was stopped.
   */
  async resumeForInterrupt(): Promise<boolean> {
    return await (await this.#debuggee)?.terminate() ?? false;
  }

  /** Attaches to the session that has taken the place of one that ended. */
  async sessionRestarted(): Promise<void> {
    if (this.#isAttached) await this.#connect();
  }

  /** Detaches from the session. */
  async close(): Promise<void> {
    this.#isStarted = false;
    this.#isAttached = false;
    const debuggee = this.#debuggee;
    this.#debuggee = undefined;
    await (await debuggee)?.detach();
    this.#breakpoints.clear();
    this.#exceptions.clear();
    this.#sources.clear();
    this.#inspection.forget();
  }

  #createHandlers(): Record<string, Handler> {
    const step = (method: ResumeMethod): Handler => async () => {
      const debuggee = await this.#attached();
      // Nothing is outside a cell: its end would be stepped over, and the next code stopped.
      const isOutermost = method === "stepOut" && this.#frames.isOutermost;
      await debuggee.resume(isOutermost ? "resume" : method);
      return method === "resume" ? { allThreadsContinued: true } : undefined;
    };
    return {
      initialize: () => {
        this.#isStarted = true;
        return { ...CAPABILITIES };
      },
      attach: () => this.#attach(),
      disconnect: async () => void await this.close(),
      terminate: async () => void await this.close(),
      configurationDone: () => undefined,
      debugInfo: () => this.#info(),
      dumpCell: (args) => ({ sourcePath: this.#sources.add(args.text("code")) }),
      setBreakpoints: (args) => this.#setBreakpoints(args),
      setExceptionBreakpoints: (args) => this.#setExceptionBreakpoints(args),
      source: async (args) => {
        const path = args.object("source").text("path");
        return await readSource(path, this.#sources, (await this.#attached()).scripts);
      },
      modules: async (args) => {
        const start = args.optionalNumber("startModule");
        const count = args.optionalNumber("moduleCount");
        const debuggee = this.#isAttached ? await this.#connect() : undefined;
        return listModules(debuggee?.scripts, start, count);
      },
      threads: () => ({ threads: [{ id: THREAD, name: "Main" }] }),
      stackTrace: (args) => {
        const start = args.optionalNumber("startFrame") ?? 0;
        const { shown } = this.#frames;
        const end = start + (args.optionalNumber("levels") || shown.length);
        return { stackFrames: shown.slice(start, end), totalFrames: shown.length };
      },
      exceptionInfo: async () => exceptionInfo((await this.#attached()).paused),
      continue: step("resume"),
      next: step("stepOver"),
      stepIn: step("stepInto"),
      stepOut: step("stepOut"),
      pause: async () => {
        const debuggee = await this.#attached();
        if (debuggee.paused !== undefined) return;
        this.#isPauseAsked = true;
        await debuggee.pause();
      },
      scopes: async (args) => ({ scopes: await this.#inspection.scopes(args) }),
      variables: async (args) => ({
        variables: await this.#inspection.variables(await this.#connect(), args),
      }),
      setVariable: async (args) => await this.#inspection.setVariable(await this.#connect(), args),
      evaluate: async (args) => await this.#inspection.evaluate(await this.#connect(), args),
      inspectVariables: async () => ({
        variables: await this.#inspection.globals(await this.#connect()),
      }),
      richInspectVariables: async (args) =>
        await this.#inspection.rich(await this.#connect(), args),
      copyToGlobals: async (args) =>
        await this.#inspection.copyToGlobals(await this.#attached(), args),
    };
  }

  async #attach(): Promise<undefined> {
    if (!this.#isStarted) throw new DebugRequestError("Cannot attach: initialize comes first");
    this.#isAttached = true;
    await (await this.#connect()).enable();
    this.#say("initialized");
    this.#say("process", { name: "session", startMethod: "attach", isLocalProcess: true });
    this.#say("thread", { reason: "started", threadId: THREAD });
  }

  #info(): Body {
    return {
      isStarted: this.#isStarted,
      hashMethod: "Murmur2",
      hashSeed: HASH_SEED,
      tmpFilePrefix: this.#sources.prefix,
      tmpFileSuffix: SUFFIX,
      breakpoints: this.#breakpoints.list(),
      stoppedThreads: this.#isStopShown ? [THREAD] : [],
      richRendering: true,
      exceptionPaths: ["JavaScript Exceptions"],
      copyToGlobals: true,
    };
  }

  async #setBreakpoints(args: Arguments): Promise<Body> {
    const path = args.object("source").text("path");
    const wanted = args.objects("breakpoints").map((breakpoint) => ({
      line: breakpoint.number("line"),
      condition: breakpoint.optionalText("condition"),
    }));
    return { breakpoints: await this.#breakpoints.set(await this.#attached(), path, wanted) };
  }

  async #setExceptionBreakpoints(args: Arguments): Promise<undefined> {
    const filters = args.list("filters").map(String);
    const known = EXCEPTION_FILTERS.map(({ filter }) => filter);
    const unknown = filters.find((filter) => !known.includes(filter));
    if (unknown !== undefined) {
      throw new DebugRequestError(
        `Cannot stop at exceptions "${unknown}": expected ${known.join(" or ")}`,
      );
    }
    await this.#exceptions.set(await this.#attached(), filters);
  }

  async #attached(): Promise<Debuggee> {
    if (!this.#isAttached) throw new DebugRequestError("Cannot debug: no debugger is attached");
    return await this.#connect();
  }

  /** The connection to the session, opened where there is none. */
  #connect(): Promise<Debuggee> {
    this.#debuggee ??= this.#open();
    return this.#debuggee;
  }

  async #open(): Promise<Debuggee> {
    try {
      const debuggee = await Debuggee.open(this.#target, this.#listener());
      if (!this.#isAttached) return debuggee;
      await debuggee.enable();
      await this.#exceptions.apply(debuggee);
      return debuggee;
    } catch (error) {
      this.#debuggee = undefined;
      throw error;
    }
  }

  #listener(): DebuggeeListener {
    return {
      paused: (debuggee, event) => this.#stop(debuggee, event),
      resumed: () => this.#goOn(),
      // A breakpoint that cannot be set in it does not keep a module from running.
      parsed: (debuggee, script) =>
        void this.#breakpoints.applyToModule(debuggee, script).catch(() => {}),
      reset: (debuggee) => this.#breakpoints.applyAgain(debuggee),
      ended: () => {
        this.#debuggee = undefined;
        this.#breakpoints.forgetSet();
        this.#inspection.forget();
      },
    };
  }

  async #stop(debuggee: Debuggee, event: PausedEvent): Promise<ResumeMethod | undefined> {
    const isPauseAsked = this.#isPauseAsked;
    this.#isPauseAsked = false;
    this.#frames.read(debuggee, event);
    if (isCellEnd(debuggee, event) || this.#frames.shown.length === 0) return "resume";
    // A step has come into code that the compiler has put in.
    if (event.reason === "step" && this.#frames.top() !== event.callFrames[0]) return "stepOut";
    const stop = describeStop(event, this.#breakpoints, isPauseAsked);
    const stack = this.#frames.shown.map(({ source, line }) => `${source.path}:${line}`);
    if (stop.reason === "exception" && !await this.#exceptions.wants(debuggee, event, stack)) {
      return "resume";
    }
    this.#isStopShown = true;
    this.#say("stopped", { ...stop, threadId: THREAD, allThreadsStopped: true });
  }

  #goOn(): void {
    this.#frames.clear();
    this.#inspection.forgetStop();
    if (!this.#isStopShown) return;
    this.#isStopShown = false;
    this.#say("continued", { threadId: THREAD, allThreadsContinued: true });
  }

  #say(event: string, body: Body = {}): void {
    this.#emit({ seq: ++this.#lastSeq, type: "event", event, body });
  }
}

/** Whether a step has come to the place after a cell's last statement, where there is nothing to see. */
function isCellEnd(debuggee: Debuggee, { callFrames, reason }: PausedEvent): boolean {
  const { scriptId, lineNumber } = callFrames[0]!.location;
  const cell = debuggee.scripts.get(scriptId)?.cell;
  return reason === "step" && cell !== undefined && lineNumber >= cell.code.split("\n").length;
}
