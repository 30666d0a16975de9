/** The kernel: takes requests, gives replies, publishes. It knows no transport. @module */

import process from "node:process";
import type { FoundMagic } from "../../magics/parser/mod.ts";
import { within } from "../session/mod.ts";
import { CellOutputs } from "./cell_outputs.ts";
import { CellRequests } from "./cell_requests.ts";
import type { Client } from "./client.ts";
import { CommTable } from "./comm_table.ts";
import { Debugging } from "./debugging.ts";
import type { Execution, OutputOwner } from "./execution.ts";
import { Executor } from "./executor.ts";
import { findDenoConfig } from "./find_config.ts";
import { hostHandlers } from "./host_handlers.ts";
import { History, historyPath, parseHistoryRequest } from "./history/mod.ts";
import { kernelInfo, LANGUAGE_INFO } from "./kernel_info.ts";
import { LanguageHelp } from "./language/mod.ts";
import { MagicCells } from "./magics/mod.ts";
import { LiveCharts } from "./live_charts/mod.ts";
import { MessageFactory } from "./messages.ts";
import { TRACKER_DECLARATION } from "./own_code.ts";
import { type Publish, Publisher } from "./publisher.ts";
import { Recorder } from "./recorder/mod.ts";
import { SessionKeeper, type SessionSettings } from "./session_keeper.ts";
import { TypeWarnings } from "./type_warnings.ts";
import { Typing } from "./typing.ts";
import type { JupyterMessage } from "./wire/mod.ts";

/** A channel on which requests come. */
export type RequestChannel = "shell" | "control" | "stdin";

/** What a kernel works with. */
export interface KernelOptions {
  /** How the user's code is run. */
  session: SessionSettings;
  /** Hands a message to every frontend. */
  publish: Publish;
  /** Whether a Jupyter server listens, whose limits on outputs have to be kept; false by default. */
  paced?: boolean;
  /**
   * Whether live charts take their last form before a cell ends, for programs that execute notebooks and keep nothing
   * that comes after it; false by default.
   */
  settles?: boolean;
  /** Whether type errors of a cell are shown as warnings; never by default. */
  typecheck?: () => boolean;
  /** The file of the history; in memory only where undefined. */
  historyFile?: string | undefined;
  /** Called when a client has asked for the end, after everything is closed. */
  onShutdown?: (restart: boolean) => void;
  /** Takes what is of no frontend's concern; by default nothing is kept. */
  log?: (text: string) => void;
}

type Content = Record<string, unknown>;
type Handler = (message: JupyterMessage, client: Client) => Content | Promise<Content | undefined>;

/** How long a question to the session may take while it is busy, in milliseconds. */
const QUESTION_TIME = 1000;

/**
 * A kernel without a transport.
 *
 * Beside Jupyter's messages it answers one of our own on shell, `labbook_diagnostics_request`: what is wrong
 * with a cell that need not have run. Its content is `{ code: string }`, its metadata may have the `cellId`
 * of the cell, whose earlier text then does not count. The `labbook_diagnostics_reply` has
 * `{ status: "ok", diagnostics: Diagnostic[] }`, with places in {@linkcode Diagnostic | lines and columns}
 * from 1. It may take seconds while the language server starts, which has nothing to say where it cannot.
 */
export class Kernel {
  readonly #options: KernelOptions;
  readonly #messages = new MessageFactory();
  readonly #comms = new CommTable();
  readonly #publisher: Publisher;
  readonly #keeper: SessionKeeper;
  readonly #executor: Executor;
  readonly #outputs: CellOutputs;
  readonly #history: History;
  readonly #language: LanguageHelp;
  readonly #magics = new MagicCells();
  readonly #typing: Typing;
  readonly #warnings: TypeWarnings;
  readonly #debugging: Debugging;
  readonly #recorder: Recorder;
  readonly #liveCharts: LiveCharts<OutputOwner>;
  #records = 0;
  #isClosed = false;

  readonly #shell: Record<string, Handler> = {
    kernel_info_request: () => kernelInfo(),
    complete_request: (message) => this.#typing.complete(message),
    inspect_request: (message) => this.#typing.inspect(message),
    is_complete_request: (message) => ({ ...this.#typing.isComplete(message) }),
    history_request: ({ content }) => ({
      history: this.#history.read(parseHistoryRequest(content)),
    }),
    comm_info_request: ({ content }) => ({ comms: this.#comms.info(content.target_name) }),
    comm_open: (message, client) => this.#comm(message, client),
    comm_msg: (message, client) => this.#comm(message, client),
    comm_close: (message, client) => this.#comm(message, client),
    labbook_diagnostics_request: async (message) => ({ ...await this.#typing.diagnose(message) }),
  };
  readonly #control: Record<string, Handler> = {
    kernel_info_request: () => kernelInfo(),
    debug_request: ({ content }) => this.#debugging.request(content),
    interrupt_request: async () => {
      await this.interrupt();
      return {};
    },
  };

  /** Makes a kernel and begins to start its session. */
  constructor(options: KernelOptions) {
    this.#options = options;
    this.#publisher = new Publisher(this.#messages, options.publish, options.paced ?? false);
    this.#keeper = new SessionKeeper(options.session, {
      event: (session, event) => this.#outputs.publish(session, event),
      started: () => this.#debugging.restarted().catch((error) => this.#log(String(error))),
      ended: (end) => {
        this.#language.reset();
        this.#magics.reset();
        this.#comms.clear();
        this.#recorder.sessionEnded();
        if (!end.expected) this.#executor.sessionEnded(end);
      },
      drained: () => this.#publisher.ready(),
    });
    this.#history = new History({
      path: options.historyFile ?? ":memory:",
      onWarning: (message) => this.#log(message),
    });
    const { cwd, notebook } = options.session;
    const log = (text: string): void => this.#log(text);
    this.#recorder = new Recorder({
      cwd,
      languageInfo: LANGUAGE_INFO,
      log,
      ...notebook === undefined ? {} : { notebook },
    });
    this.#liveCharts = new LiveCharts<OutputOwner>({
      publish: (type, content, owner) => this.#outputs.publishFor(owner, type, content),
      log,
    });
    const config = findDenoConfig(cwd);
    this.#language = new LanguageHelp({
      cwd,
      ...notebook === undefined ? {} : { notebook },
      ...config === undefined ? {} : { config },
      live: () => this.#keeper.current?.inspector,
      blank: (code) => this.#magics.blank(code),
    });
    this.#typing = new Typing({
      language: this.#language,
      magics: this.#magics,
      cwd,
      session: () => this.#keeper.current,
    });
    this.#warnings = new TypeWarnings(
      this.#language,
      this.#publisher,
      options.typecheck ?? (() => false),
      (error) => this.#log(`Cannot check the types of a cell: ${error}`),
    );
    this.#outputs = new CellOutputs(
      this.#publisher,
      this.#messages,
      this.#comms,
      new CellRequests(
        hostHandlers({
          recorder: this.#recorder,
          liveCharts: this.#liveCharts,
          magics: this.#magics,
          history: this.#history,
          notebook,
          running: () => this.#executor.running,
          log,
        }),
      ),
      {
        result: (count, text) => this.#history.setOutput(count, text),
        output: (record, output) => this.#recorder.output(record, output),
      },
    );
    this.#executor = new Executor(this.#keeper, this.#publisher, this.#messages, this.#outputs, {
      begin: (count, { code }) => {
        this.#history.append(count, code);
        if (/^\s*%%?track\b/m.test(code)) this.#language.executed(TRACKER_DECLARATION, "tracker");
      },
      rewrite: (code, session) => this.#magics.rewrite(code, (name) => session.declares(name)),
      explain: (error, rewritten) => this.#magics.explain(error, rewritten),
      record: (execution, { magics }) => this.#record(execution, magics),
      recorded: async (execution, status) => {
        if (execution.record !== undefined) this.#recorder.end(execution.record, { status });
        this.#liveCharts.cellEnded(execution);
        if (options.settles) await this.settled();
      },
      check: (execution) => this.#warnings.start(execution),
      beforeRun: (cell, { code, cellId }) => {
        // Now, so that its names are known while it runs, and whether or not it ends well.
        this.#language.executed(code, cellId);
        return this.#debugging.beforeRun(cell);
      },
      afterRun: () => this.#debugging.afterRun(),
      help: async (name, detail) => {
        if (name.startsWith("%")) return this.#magics.help(name);
        const { found, data } = await this.#language.inspect(name, name.length, detail);
        return found ? data : undefined;
      },
    });
    this.#debugging = new Debugging(this.#keeper, (event) => {
      this.#publisher.publish("debug_event", { ...event }, this.#executor.running?.message.header);
    });
    // What goes wrong is told to the first cell, which tries again.
    this.#keeper.session().catch((error) => this.#log(String(error)));
    this.#warnings.prepare();
  }

  /** Announces that the kernel is there. */
  announce(): void {
    this.#publisher.publish("status", { execution_state: "starting" }, undefined);
  }

  /** The message that greets a new listener of iopub. */
  welcome(topic: string): JupyterMessage {
    return this.#messages.make("iopub_welcome", { subscription: topic }, undefined);
  }

  /** Takes a message of a client. Whatever it is, the kernel goes on. */
  async receive(channel: RequestChannel, message: JupyterMessage, client: Client): Promise<void> {
    const { header, content } = message;
    if (channel === "stdin") {
      if (header.msg_type !== "input_reply") return;
      const value = typeof content.value === "string" ? content.value : "";
      return this.#outputs.answerInput(client, message.parent_header.msg_id, value);
    }
    if (header.msg_type === "shutdown_request") return await this.#shutdown(message, client);
    if (channel === "shell" && header.msg_type === "execute_request") {
      return this.#execute(message, client);
    }
    const handlers = channel === "shell" ? this.#shell : this.#control;
    const handler = handlers[header.msg_type] as Handler | undefined ??
      this.#control[header.msg_type];
    if (handler === undefined) {
      return this.#log(`Cannot answer ${header.msg_type} on ${channel}: not known`);
    }
    await this.#answer(message, client, handler);
  }

  /** Stops the running cell, and those that wait. */
  async interrupt(): Promise<void> {
    await this.#debugging.beforeInterrupt();
    await this.#executor.interrupt();
  }

  /** Resolves when no cell runs or waits, and what is wrong with the types of those that ran is shown. */
  async idle(): Promise<void> {
    await this.#executor.idle();
    await this.#warnings.settled();
  }

  /** Resolves when what cells show that changes after them has its last form, such as live charts. */
  async settled(): Promise<void> {
    await this.#liveCharts.finish();
  }

  /** Ends the session and everything else. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#debugging.close();
    await Promise.all([this.#keeper.close(), this.#language.close()]);
    await Promise.all([this.#recorder.close(), this.#liveCharts.close()]);
    this.#history.close();
  }

  /** A cell is about to run: keeps it, and returns by what the recorder knows it. */
  #record({ request, count, message }: Execution, magics: readonly FoundMagic[]): number {
    const record = ++this.#records;
    this.#recorder.begin({
      id: record,
      count: request.storeHistory ? count : null,
      source: request.code,
      magics,
      metadata: message.metadata,
      silent: request.silent,
      ...request.cellId === undefined ? {} : { cellId: request.cellId },
    });
    return record;
  }

  #execute(message: JupyterMessage, client: Client): void {
    try {
      this.#executor.add(message, client);
    } catch (error) {
      this.#answer(message, client, () => Promise.reject(error));
    }
  }

  async #answer(message: JupyterMessage, client: Client, handler: Handler): Promise<void> {
    const { header } = message;
    const replyType = header.msg_type.replace(/_request$/, "_reply");
    this.#publisher.publish("status", { execution_state: "busy" }, header);
    let content: Content | undefined;
    try {
      content = await handler(message, client);
      if (content !== undefined) content = { status: "ok", ...content };
    } catch (error) {
      const { name, message } = error as Error;
      content = {
        status: "error",
        ename: name,
        evalue: message,
        traceback: [`${name}: ${message}`],
      };
    }
    // Comm messages have no reply.
    if (content !== undefined && replyType !== header.msg_type) {
      client.reply(this.#messages.make(replyType, content, header));
    }
    this.#publisher.publish("status", { execution_state: "idle" }, header);
    const running = this.#executor.running?.message.header;
    if (running !== undefined && running !== header) {
      // Else a frontend would take the running cell's kernel for idle.
      this.#publisher.publish("status", { execution_state: "busy" }, running);
    }
  }

  async #shutdown(message: JupyterMessage, client: Client): Promise<void> {
    const restart = message.content.restart === true;
    await this.#answer(message, client, async () => {
      await this.close();
      return { restart };
    });
    this.#options.onShutdown?.(restart);
  }

  async #comm(message: JupyterMessage, client: Client): Promise<undefined> {
    const { header, content, metadata, buffers } = message;
    this.#comms.note(header.msg_type, content);
    const session = await this.#keeper.session();
    const taken = session.comm(
      {
        msg_type: header.msg_type,
        content,
        metadata,
        buffers: buffers.map((buffer) => buffer.toBase64()),
      },
      (cell) => this.#outputs.remember(session, cell, ownerOf(message, client)),
    );
    // A busy session takes it later; nobody is to wait for that.
    await within(taken, QUESTION_TIME);
  }

  #log(text: string): void {
    this.#options.log?.(text);
  }
}

/** The file of the user's history, where it is not switched off by an empty `LABBOOK_HISTORY`. */
export function defaultHistoryFile(): string | undefined {
  const chosen = process.env.LABBOOK_HISTORY;
  if (chosen === "") return undefined;
  return chosen ?? historyPath();
}

/** What a comm message causes belongs to it. */
function ownerOf(message: JupyterMessage, client: Client): OutputOwner {
  return { message, client, silent: false, allowStdin: false, count: 0, payload: [] };
}
