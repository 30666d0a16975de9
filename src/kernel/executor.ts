/** Runs the cells that clients send, one after the other. @module */

import {
  type CellCode,
  type CellOutcome,
  failedOutcome,
  interruptedOutcome,
  type PlacedError,
  type Session,
  type SessionEnd,
} from "../session/mod.ts";
import { stripVTControlCharacters } from "node:util";
import type { RewrittenCell } from "../../magics/parser/mod.ts";
import type { CellOutputs } from "./cell_outputs.ts";
import type { Client, Request } from "./client.ts";
import type { Execution } from "./execution.ts";
import type { MessageFactory } from "./messages.ts";
import type { Publisher } from "./publisher.ts";
import type { SessionKeeper } from "./session_keeper.ts";
import { type ExecuteRequest, parseExecuteRequest } from "./execute_request.ts";
import type { TypeCheck } from "./type_warnings.ts";

/** A cell that only asks for help. */
function helpRequest(code: string): { name: string; detail: 0 | 1 } | undefined {
  const behind = /^\s*(%{0,2}[\p{ID_Start}$_][\p{ID_Continue}$.]*)\s*(\?{1,2})\s*$/u.exec(code);
  const before = /^\s*(\?{1,2})\s*(%{0,2}[\p{ID_Start}$_][\p{ID_Continue}$.]*)\s*$/u.exec(code);
  const [name, marks] = behind ? [behind[1]!, behind[2]!] : [before?.[2], before?.[1]];
  return name === undefined ? undefined : { name, detail: marks === "??" ? 1 : 0 };
}

/** Whether an error names a place in the cell, as errors of magics that are not there do. */
function isPlaced(error: unknown): error is Error & { line: number; column: number } {
  return error instanceof Error && "line" in error && "column" in error;
}

/** What else happens around a cell. */
export interface ExecutionHooks {
  /** A cell is counted, and is about to run. */
  begin(count: number, request: ExecuteRequest): void;
  /** What is run of a cell that runs in a session: its magics are calls. Throws what its place can be told of. */
  rewrite(code: string, session: Session): RewrittenCell;
  /** What a syntax error of what is run means in the cell; undefined where it says so itself. */
  explain(error: PlacedError, rewritten: RewrittenCell): PlacedError | undefined;
  /** A cell is about to run; returns by what the record knows it. */
  record(execution: Execution, rewritten: RewrittenCell): number;
  /** A cell has ended, and all that it had to say was said. */
  recorded(execution: Execution, status: CellOutcome["status"]): Promise<void>;
  /** Begins to look at the types of a cell, where that is asked for. */
  check(execution: Execution): TypeCheck | undefined;
  /** A cell is compiled, and none of it has run. */
  beforeRun(cell: CellCode, request: ExecuteRequest): Promise<void>;
  /** Nothing of a cell runs any more, except what it left for later. */
  afterRun(): Promise<void>;
  /** Shows what is known of a name, for a cell such as `name?` or `%name?`. */
  help(name: string, detail: 0 | 1): Promise<Record<string, unknown> | undefined>;
}

/** How long after an error cells are taken for sent before it, in milliseconds. */
const ABORT_TIME = 100;

/** A queue of cells, and the one that runs. */
export class Executor {
  readonly #keeper: SessionKeeper;
  readonly #publisher: Publisher;
  readonly #messages: MessageFactory;
  readonly #outputs: CellOutputs;
  readonly #hooks: ExecutionHooks;
  readonly #queue: Execution[] = [];
  #count = 0;
  #running: Execution | undefined;
  #isStuck = false;
  #stopWaiting: ((outcome: CellOutcome) => void) | undefined;
  #announcement: string | undefined;
  #failedAt = 0;
  #idle: (() => void)[] = [];

  /** Runs cells in the keeper's session. */
  constructor(
    keeper: SessionKeeper,
    publisher: Publisher,
    messages: MessageFactory,
    outputs: CellOutputs,
    hooks: ExecutionHooks,
  ) {
    this.#keeper = keeper;
    this.#publisher = publisher;
    this.#messages = messages;
    this.#outputs = outputs;
    this.#hooks = hooks;
  }

  /** How many cells were counted. */
  get count(): number {
    return this.#count;
  }

  /** The cell that runs. */
  get running(): Execution | undefined {
    return this.#running;
  }

  /** Takes a request on; its cell runs after those before it. */
  add(message: Request["message"], client: Client): void {
    const request = parseExecuteRequest(message);
    const { silent, allowStdin } = request;
    this.#queue.push({
      message,
      client,
      request,
      silent,
      allowStdin,
      label: "",
      hasBegun: false,
      started: "",
      count: 0,
      payload: [],
    });
    if (this.#queue.length === 1 && this.#running === undefined) this.#runAll();
  }

  /** Resolves when no cell runs or waits. */
  async idle(): Promise<void> {
    while (this.#running !== undefined || this.#queue.length > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  /** Stops the running cell, and aborts what is queued; the second time, where it does not stop, for sure. */
  async interrupt(): Promise<void> {
    this.#abortQueue();
    const session = this.#keeper.current;
    const running = this.#running;
    if (session === undefined) {
      this.#stopWaiting?.(interruptedOutcome());
      return;
    }
    if (this.#isStuck && running !== undefined) {
      this.#isStuck = false;
      await this.#keeper.restart("it was interrupted again");
      return;
    }
    if (await session.interrupt() || this.#running !== running || running === undefined) return;
    this.#isStuck = true;
    this.#publisher.stream(
      running.message.header,
      "stderr",
      "The cell does not stop: it waits for something that cannot be interrupted, such as a child process.\n" +
        "Interrupt again to end its session; the variables are lost then.\n",
    );
  }

  /** Announces the end of a session to the cell that runs next. */
  sessionEnded(end: SessionEnd): void {
    this.#announce(end.reason);
  }

  async #runAll(): Promise<void> {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      this.#queue.shift();
      if (this.#isLate(next)) this.#abort(next);
      else await this.#run(next);
    }
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #run(execution: Execution): Promise<void> {
    const { message, request } = execution;
    const parent = message.header;
    this.#running = execution;
    execution.started = new Date().toISOString();
    let hasFailed = false;
    let check: TypeCheck | undefined;
    this.#publisher.publish("status", { execution_state: "busy" }, parent);
    try {
      if (request.storeHistory) this.#hooks.begin(++this.#count, request);
      execution.count = this.#count;
      execution.label = request.storeHistory ? `cell [${execution.count}]` : "cell";
      if (!request.silent) {
        const content = { code: request.code, execution_count: execution.count };
        this.#publisher.publish("execute_input", content, parent);
      }
      check = this.#hooks.check(execution);
      const outcome = await this.#runCell(execution);
      if (outcome.status !== "ok" && !request.silent) this.#outputs.error(outcome.error, execution);
      await this.#hooks.recorded(execution, outcome.status);
      if (execution.restarts) await this.#keeper.restart("the code asked for a restart");
      if (execution.hasBegun) {
        await check?.show(outcome.status === "ok" || outcome.status === "error");
      }
      const content = outcome.status === "ok"
        ? { user_expressions: await this.#evaluateExpressions(request), payload: execution.payload }
        : { ...outcome.error, user_expressions: {}, payload: execution.payload };
      await this.#publisher.drained();
      this.#reply(execution, outcome.status === "ok" ? "ok" : "error", content);
      hasFailed = outcome.status !== "ok" && request.stopOnError;
    } finally {
      check?.drop();
      this.#running = undefined;
      this.#isStuck = false;
      this.#publisher.publish("status", { execution_state: "idle" }, parent);
    }
    if (!hasFailed) return;
    this.#failedAt = Date.now();
    this.#abortQueue();
  }

  /** Whatever goes wrong, the cell is answered, and the next one runs. */
  async #runCell(running: Execution): Promise<CellOutcome> {
    try {
      const interrupted = new Promise<CellOutcome>((resolve) => this.#stopWaiting = resolve);
      const session = await Promise.race([this.#keeper.session(), interrupted]);
      return "status" in session ? session : await this.#runIn(session, running);
    } catch (error) {
      return failedOutcome(error);
    }
  }

  async #runIn(session: Session, running: Execution): Promise<CellOutcome> {
    const { request } = running;
    if (this.#announcement !== undefined) {
      this.#outputs.stream(running, "stderr", this.#announcement);
      this.#announcement = undefined;
    }
    const help = helpRequest(request.code);
    if (help !== undefined) {
      const data = await this.#hooks.help(help.name, help.detail);
      // Of a magic that is not there the rewriting says which one is meant.
      if (data !== undefined || !help.name.startsWith("%")) {
        const shown = data ?? { "text/plain": `Nothing is known of ${help.name}` };
        running.payload.push({ source: "page", data: shown, start: 0 });
        return { status: "ok" };
      }
    }
    const cell = { label: running.label, source: request.code };
    let rewritten: RewrittenCell;
    try {
      rewritten = this.#hooks.rewrite(request.code, session);
    } catch (error) {
      if (!isPlaced(error)) throw error;
      return session.showSyntaxError(error, cell);
    }
    const { code, names } = rewritten;
    const hasMagics = names.length > 0;
    running.record = this.#hooks.record(running, rewritten);
    if (hasMagics) await session.evaluate("__labbook.loadMagics()", true);
    const explain = (error: PlacedError) => this.#hooks.explain(error, rewritten);
    const ended = await session.run({ ...cell, code, explain }, (code) => {
      running.hasBegun = true;
      this.#outputs.remember(session, code.number, running);
      return this.#hooks.beforeRun(code, request);
    });
    await this.#hooks.afterRun();
    const outcome = hasMagics ? await this.#finishMagics(session, running, ended) : ended;
    if (outcome.status === "ended") this.#announce(outcome.reason);
    return outcome;
  }

  /** Tells the magics whose code is the cell's how it ended; what goes wrong in that is the cell's own error. */
  async #finishMagics(
    session: Session,
    running: Execution,
    outcome: CellOutcome,
  ): Promise<CellOutcome> {
    if (outcome.status === "ended") return outcome;
    const { status } = outcome;
    const error = status === "ok" ? undefined : {
      name: outcome.error.ename,
      message: outcome.error.evalue,
      stack: outcome.error.traceback.map(stripVTControlCharacters).join("\n"),
    };
    const source = `await __labbook.finishMagics(${JSON.stringify({ status, error })})`;
    const finished = await session.run({ label: running.label, source }, (code) => {
      this.#outputs.remember(session, code.number, running);
      return Promise.resolve();
    });
    return status === "ok" || finished.status === "ended" ? finished : outcome;
  }

  #announce(reason: string): void {
    this.#announcement =
      `The session before has ended: ${reason}. This cell runs in a fresh one, without its variables.\n`;
  }

  async #evaluateExpressions(request: ExecuteRequest): Promise<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const [name, expression] of Object.entries(request.userExpressions)) {
      values[name] = await this.#evaluateExpression(expression);
    }
    return values;
  }

  async #evaluateExpression(expression: string): Promise<Record<string, unknown>> {
    try {
      const session = await this.#keeper.session();
      const value = await session.format(expression);
      return "data" in value ? { status: "ok", ...value } : { status: "error", ...value };
    } catch (error) {
      // Such as the session's end.
      const { name, message } = error as Error;
      return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
    }
  }

  /** Whether a cell was sent before an error that aborts it was known, and was on its way meanwhile. */
  #isLate({ message }: Execution): boolean {
    if (Date.now() - this.#failedAt > ABORT_TIME) return false;
    return Date.parse(message.header.date ?? "") < this.#failedAt;
  }

  #abortQueue(): void {
    for (const execution of this.#queue.splice(0)) this.#abort(execution);
  }

  #abort(execution: Execution): void {
    const parent = execution.message.header;
    this.#publisher.publish("status", { execution_state: "busy" }, parent);
    execution.started = new Date().toISOString();
    this.#reply(execution, "aborted", {});
    this.#publisher.publish("status", { execution_state: "idle" }, parent);
  }

  #reply(
    { message, client, started, count }: Execution,
    status: "ok" | "error" | "aborted",
    content: Record<string, unknown>,
  ): void {
    const metadata = {
      started,
      dependencies_met: true,
      engine: this.#messages.session,
      status,
    };
    client.reply(
      this.#messages.make(
        "execute_reply",
        {
          status,
          // A frontend would show the number at a cell that never ran.
          ...status === "aborted" ? {} : { execution_count: count },
          ...content,
        },
        message.header,
        { metadata },
      ),
    );
  }
}
