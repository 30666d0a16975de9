/** Runs the cells that clients send, one after the other. @module */

import {
  type CellCode,
  type CellOutcome,
  failedOutcome,
  interruptedOutcome,
  type Session,
  type SessionEnd,
} from "../session/mod.ts";
import type { CellOutputs } from "./cell_outputs.ts";
import type { Client, Request } from "./client.ts";
import type { Execution } from "./execution.ts";
import type { MessageFactory } from "./messages.ts";
import type { Publisher } from "./publisher.ts";
import type { SessionKeeper } from "./session_keeper.ts";
import { type ExecuteRequest, parseExecuteRequest } from "./execute_request.ts";
import type { TypeCheck } from "./type_warnings.ts";

/** What else happens around a cell. */
export interface ExecutionHooks {
  /** A cell is counted, and is about to run. */
  begin(count: number, request: ExecuteRequest): void;
  /** Begins to look at the types of a cell, where that is asked for. */
  check(execution: Execution): TypeCheck | undefined;
  /** A cell is compiled, and none of it has run. */
  beforeRun(cell: CellCode, request: ExecuteRequest): Promise<void>;
  /** Nothing of a cell runs any more, except what it left for later. */
  afterRun(): Promise<void>;
  /** Shows what is known of a name, for a cell such as `name?`. */
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

  /** The request whose cell runs. */
  get running(): Request | undefined {
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
      if (outcome.status !== "ok" && !request.silent) this.#outputs.error(outcome.error, parent);
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
    const { request, message } = running;
    if (this.#announcement !== undefined) {
      this.#publisher.stream(message.header, "stderr", this.#announcement);
      this.#announcement = undefined;
    }
    const help = request.code.match(/^\s*([\p{ID_Start}$_][\p{ID_Continue}$.]*)\s*(\?{1,2})\s*$/u);
    if (help !== null) {
      const data = await this.#hooks.help(help[1]!, help[2] === "?" ? 0 : 1) ??
        { "text/plain": `Nothing is known of ${help[1]}` };
      running.payload.push({ source: "page", data, start: 0 });
      return { status: "ok" };
    }
    const cell = { label: running.label, source: request.code };
    const outcome = await session.run(cell, (code) => {
      running.hasBegun = true;
      this.#outputs.remember(session, code.number, running);
      return this.#hooks.beforeRun(code, request);
    });
    await this.#hooks.afterRun();
    if (outcome.status === "ended") this.#announce(outcome.reason);
    return outcome;
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
