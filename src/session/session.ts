/** A session: a process that runs the cells of one notebook. @module */

import {
  type CellOutcome,
  endedOutcome,
  failedOutcome,
  interruptedOutcome,
  type RunningCell,
  type SessionEnd,
  type ShownError,
} from "./cell_result.ts";
import {
  type CellScope,
  CellSyntaxError,
  compileCell,
  type CompiledCell,
  EMPTY_SCOPE,
  mergeScopes,
  readJsxOptions,
} from "./compile/mod.ts";
import { formatError, formatSyntaxError, type PlacedError } from "./errors/mod.ts";
import { describeThrown } from "./exception.ts";
import { Inspector, InspectorClosedError } from "./inspector/inspector.ts";
import type { KernelLineMessage } from "./runtime/kernel_line.ts";
import type { Place } from "./runtime/main.ts";
import { BINDING, type LifeEvent } from "./runtime/outbox.ts";
import { evaluateValue, type ExceptionDetails } from "./remote_values.ts";
import { type CellCode, CellCodes } from "./cell_codes.ts";
import {
  disposeCell,
  evaluateCell,
  formatExpression,
  type FormattedValue,
} from "./cell_evaluation.ts";
import { withCellPlaces } from "./cell_places.ts";
import { compileExpression } from "./expression.ts";
import { inLines, withLines } from "./replaced_lines.ts";
import { describeEnd } from "./session_end.ts";
import type { Cell, SessionOptions } from "./session_options.ts";
import { kill, type SessionProcess, startProcess } from "./session_process.ts";
import { SessionOutput } from "./session_output.ts";
import { terminate } from "./termination.ts";
import { within } from "./within.ts";
import { startWorkersAtOnce } from "./worker_starts.ts";
import type { ThrownError } from "./types.ts";

/** How often the output that a busy cell has collected is fetched, in milliseconds. */
const FLUSH_INTERVAL = 100;
/** How long a process without an inspector may take to end by itself, in milliseconds. */
const SELF_END_TIME = 200;
/** How long what is under way may take to end, in milliseconds: a server kills the kernel after 2.5 seconds. */
const END_TIME = 2000;
/** How long a cell may take to stop before the user is told that it does not, in milliseconds. */
const INTERRUPT_TIME = 2000;

/** A process that runs cells, one after the other. */
export class Session {
  /** The connection to its inspector. */
  readonly inspector: Inspector;
  /** Resolves when the process has ended. */
  readonly ended: Promise<SessionEnd>;
  readonly #process: SessionProcess;
  readonly #options: SessionOptions;
  readonly #codes = new CellCodes();
  readonly #output: SessionOutput;
  readonly #line: WritableStreamDefaultWriter<Uint8Array>;
  #scope: CellScope = EMPTY_SCOPE;
  #running: RunningCell | undefined;
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #lastNumber = 0;
  #lastCell = 0;
  #isEnding = false;
  #exitCode: number | undefined;
  #closeReason: string | undefined;
  #failure: string | undefined;
  #end: SessionEnd | undefined;
  #ready!: () => void;

  private constructor(process: SessionProcess, inspector: Inspector, options: SessionOptions) {
    this.#process = process;
    this.inspector = inspector;
    this.#options = options;
    this.#output = new SessionOutput(process.child.stdout, process.stderr, {
      onEvent: (event) => options.onEvent(withCellPlaces(event, this.#codes)),
      onLife: (event) => this.#receive(event),
      cell: () => this.#lastCell,
      caughtUp: () => this.#ask("__labbook.flush()"),
      drained: async () => await options.drained?.(),
      taken: (kib) => this.#say({ taken: kib }),
    });
    this.#line = process.child.stdin.getWriter();
    this.ended = this.#waitForEnd();
  }

  /** Starts a session; resolves when cells can run. */
  static async start(options: SessionOptions): Promise<Session> {
    const process = await startProcess(options);
    const inspector = await Inspector.connect(process.inspectorUrl).catch((error) => {
      kill(process.child);
      throw error;
    });
    const session = new Session(process, inspector, options);
    const ready = new Promise<void>((resolve) => session.#ready = resolve);
    await session.#prepare();
    const end = await Promise.race([ready, session.ended]);
    if (end !== undefined) throw new Error(`Cannot start a session: ${end.reason}`);
    const place: Place = {
      folder: options.cwd,
      notebook: options.notebook,
      dependencies: options.dependencies ?? {},
      markStart: session.#output.markStart,
      magics: options.magics,
    };
    await session.evaluate(`__labbook.place(${JSON.stringify(place)})`);
    return session;
  }

  /** Whether the process has ended or is about to, and runs nothing any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** The names that cells declared. */
  get declaredNames(): string[] {
    return [...this.#scope.lexical, ...this.#scope.global];
  }

  /** Whether a cell declared a name. */
  declares(name: string): boolean {
    return this.#scope.lexical.has(name) || this.#scope.global.has(name);
  }

  /** The cells that ran, by their URL in the inspector. */
  get cells(): ReadonlyMap<string, CellCode> {
    return this.#codes;
  }

  /**
   * Runs a cell; its outputs come as events, all of them before this resolves.
   * `beforeRun` is called with the compiled code, before any of it runs.
   */
  async run(cell: Cell, beforeRun?: (code: CellCode) => Promise<void>): Promise<CellOutcome> {
    const number = ++this.#lastNumber;
    this.#lastCell = number;
    const running = this.#begin();
    try {
      let code: CellCode;
      try {
        const compiled = withLines(cell, await this.compile(cell.code ?? cell.source));
        code = this.#codes.add(number, cell, compiled);
      } catch (error) {
        if (!(error instanceof CellSyntaxError)) throw error;
        return this.showSyntaxError(error, cell);
      }
      await beforeRun?.(code);
      // An interrupt may have come first.
      if (running.interrupted) return await running.settled;
      this.#evaluateInto(running, code);
      const outcome = await running.settled;
      if (outcome.status !== "ok") await this.#cleanUp(code);
      // What was declared before an error stays declared.
      this.#scope = mergeScopes(this.#scope, code.scope);
      if (outcome.status === "ended") return outcome;
      await this.#leave(outcome.status === "ok");
      if (this.#failure !== undefined) return endedOutcome(await this.ended);
      return running.interrupted && outcome.status === "error" ? interruptedOutcome() : outcome;
    } finally {
      this.#running = undefined;
    }
  }

  /** The outcome of a cell that is no program. */
  showSyntaxError(error: PlacedError, cell: Cell): CellOutcome {
    const { label, source, explain } = cell;
    const placed = inLines(cell, error);
    const meant = explain?.(placed) ?? placed;
    return { status: "error", error: formatSyntaxError(meant, label, source) };
  }

  /** Compiles a cell as it would run now; throws a `SyntaxError` where it is no program. */
  compile(source: string): Promise<CompiledCell> {
    const jsx = readJsxOptions(this.#options.compilerOptions ?? {});
    return compileCell(source, {
      earlier: this.#scope,
      jsx,
      firstAwait: this.#codes.nextAwait,
    });
  }

  /** Evaluates an expression, also while a cell is busy, and returns its value, which JSON must hold. */
  evaluate<Value>(expression: string, awaitPromise = false): Promise<Value> {
    return evaluateValue(this.inspector, expression, awaitPromise);
  }

  /** Shows an error that came as an event. */
  showError(error: ThrownError): ShownError {
    const { cwd } = this.#options;
    return formatError(this.#codes.withAwaits(error), (url) => this.#codes.get(url), cwd);
  }

  /**
   * Evaluates an expression of a client and returns its representations, or the error that it threw.
   */
  async format(expression: string): Promise<FormattedValue | ShownError> {
    const code = await compileExpression(expression, this.#scope);
    if (typeof code !== "string") return code;
    return await formatExpression(this.inspector, code, (thrown) => this.#describe(thrown));
  }

  /**
   * Stops the running cell and what it waits for; with no cell running, the timers and waits that earlier
   * cells left. Resolves to false where the code could not be stopped in two seconds.
   */
  async interrupt(): Promise<boolean> {
    try {
      return await this.#interrupt();
    } catch (error) {
      // The session ended meanwhile, and its cell with it.
      if (error instanceof InspectorClosedError) return true;
      throw error;
    }
  }

  /** Answers the input request of an `input` event; null says that nobody can be asked. */
  answerInput(id: number, value: string | null): void {
    this.#say({ input: id, value });
  }

  /**
   * Hands a comm message of a frontend to the code; resolves when that has taken it. `onNumber` is told the
   * number of the cell that its outputs come under.
   */
  async comm(message: Record<string, unknown>, onNumber: (number: number) => void): Promise<void> {
    const number = ++this.#lastNumber;
    onNumber(number);
    await this.evaluate(`__labbook.comm(${number}, ${JSON.stringify(message)})`, true);
    await this.#output.settled();
  }

  /** Opens another connection to the inspector, for a debugger. */
  openInspector(): Promise<Inspector> {
    return Inspector.connect(this.#process.inspectorUrl);
  }

  /** Lets the code end what it has under way, such as runs; false where that takes too long, as while a cell runs. */
  async endWork(): Promise<boolean> {
    if (this.#running !== undefined) return false;
    const ended = this.evaluate("__labbook.end()", true).then(() => true, () => false);
    return await within(ended, END_TIME) ?? false;
  }

  /** Ends the process at once; a cell that runs is told the reason. */
  async close(reason = "it was closed"): Promise<void> {
    this.#closeReason ??= reason;
    kill(this.#process.child);
    await this.ended;
  }

  #begin(): RunningCell {
    const { promise: settled, resolve: settle } = Promise.withResolvers<CellOutcome>();
    if (this.#end !== undefined) settle(endedOutcome(this.#end));
    return this.#running = { interrupted: false, begun: false, settled, settle };
  }

  #evaluateInto(running: RunningCell, code: CellCode): void {
    running.begun = true;
    this.#flushSoon();
    evaluateCell(this.inspector, code, (thrown) => this.#describe(thrown)).then((ended) => {
      if (ended === undefined) return;
      const { thrown: error } = ended;
      running.settle(error === undefined ? { status: "ok" } : { status: "error", error });
    }, (error) => {
      // The connection's end is the session's, which settles the cell.
      if (!(error instanceof InspectorClosedError)) running.settle(failedOutcome(error));
    });
  }

  async #interrupt(): Promise<boolean> {
    const running = this.#running;
    const deadline = performance.now() + INTERRUPT_TIME;
    if (running !== undefined) running.interrupted = true;
    if (running?.begun === false) {
      running.settle(interruptedOutcome());
      return true;
    }
    await within(this.#ask("__labbook.interrupt()"), 200);
    if (running === undefined) return true;
    // Code that waited ends by itself now, with what it has to clean up.
    if (await within(running.settled, 50) !== undefined) return true;
    if (!await terminate(this.inspector, running.settled, deadline)) return false;
    running.settle(interruptedOutcome());
    return true;
  }

  async #prepare(): Promise<void> {
    this.inspector.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name !== BINDING) return;
      try {
        this.#output.add(payload);
      } catch (error) {
        // Nothing but the session's own runtime is to call the binding.
        this.#fail(error);
      }
    });
    await this.inspector.call("Runtime.addBinding", { name: BINDING });
    await startWorkersAtOnce(this.inspector);
    await this.inspector.call("Runtime.runIfWaitingForDebugger");
  }

  #receive(event: LifeEvent): void {
    if (event.type === "ready") this.#ready();
    if (event.type !== "exit") return;
    this.#exitCode = event.code;
    this.#isEnding = true;
    // The process waits for the inspector's client to leave before it ends.
    this.inspector.close();
  }

  #say(message: KernelLineMessage): void {
    const bytes = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
    // A session that has ended hears nothing more; its end is reported by itself.
    this.#line.write(bytes).catch(() => {});
  }

  /** Fetches what a busy cell has said, as long as one runs. */
  #flushSoon(): void {
    this.#flushing ??= setTimeout(() => {
      this.#flushing = undefined;
      if (this.#running === undefined) return;
      // A termination must not hit this instead of the cell.
      if (!this.#running.interrupted) this.#ask("__labbook.flush()");
      this.#flushSoon();
    }, FLUSH_INTERVAL);
  }

  /** Evaluates something of which only matters that it was; the end of the connection is seen elsewhere. */
  #ask(expression: string): Promise<unknown> {
    return this.inspector.call("Runtime.evaluate", { expression }).catch(() => undefined);
  }

  async #describe(thrown: ExceptionDetails): Promise<ShownError> {
    return this.showError(await this.#thrown(thrown));
  }

  #thrown(thrown: ExceptionDetails): Promise<ThrownError> {
    return describeThrown(this.inspector, thrown, (url) => this.#codes.has(url));
  }

  async #cleanUp({ cleanup, number }: CellCode): Promise<void> {
    if (cleanup === undefined) return;
    const thrown = await disposeCell(this.inspector, cleanup);
    if (thrown === undefined) return;
    const error = await this.#thrown(thrown);
    this.#options.onEvent({ type: "error", cell: number, error });
  }

  /** Waits for what the cell wrote to the pipes. */
  async #leave(hasLeft: boolean): Promise<void> {
    try {
      if (!hasLeft) await this.evaluate("__labbook.leave()");
      await this.#output.settled();
    } catch (error) {
      // A session that ends here has run the cell; the next one is told.
      if (!(error instanceof InspectorClosedError)) this.#fail(error);
    }
  }

  /** Ends a session whose own runtime does not work any more. */
  #fail(error: unknown): void {
    this.#failure ??= `its code broke the session itself (${(error as Error).message})`;
    kill(this.#process.child);
  }

  async #waitForEnd(): Promise<SessionEnd> {
    const { child } = this.#process;
    // User code can end the inspector; without it the process is of no use, and would wait for ever.
    this.inspector.closed.then(async () => {
      this.#isEnding = true;
      if (this.#exitCode !== undefined) return;
      // A process that ends by itself tells why by its exit code.
      if (await within(child.status, SELF_END_TIME) === undefined) {
        this.#fail(new Error("its inspector's connection ended"));
      }
    });
    const status = await child.status;
    clearTimeout(this.#flushing);
    this.inspector.close();
    this.#line.abort().catch(() => {});
    await this.#output.ended();
    const end: SessionEnd = this.#closeReason === undefined
      ? { reason: this.#failure ?? describeEnd(status, this.#exitCode), expected: false }
      : { reason: this.#closeReason, expected: true };
    this.#end = end;
    this.#options.onEnd?.(end);
    this.#running?.settle(endedOutcome(end));
    return end;
  }
}
