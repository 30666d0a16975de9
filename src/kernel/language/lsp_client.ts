/** A `deno lsp` child process and the requests to it. @module */

import { pathToFileURL } from "node:url";
import { frame, messages, type RpcMessage } from "./framing.ts";

/** Where the language server works. */
export interface LspOptions {
  /** The notebook's folder. */
  cwd: string;
  /** A deno.json to use; without it the nearest one at or above the folder counts. */
  config?: string;
  /** Called when the server's process has ended by itself. */
  onEnd?: () => void;
}

/** What the server is asked to do, and what not: nothing that reads the network while one types. */
function settings(config: string | undefined): Record<string, unknown> {
  return {
    enable: true,
    ...(config === undefined ? {} : { config }),
    lint: false,
    codeLens: { implementations: false, references: false, test: false },
    // Without it the server reads a folder's files ahead, which may be a large data folder.
    documentPreloadLimit: 0,
    suggest: {
      autoImports: false,
      completeFunctionCalls: false,
      imports: { autoDiscover: false, hosts: {} },
    },
  };
}

/**
 * V8 lets the server's heap double before it looks for garbage: 870 MB after 400 completions. With
 * slow growth it stays at 440 MB and answers as fast.
 */
function v8Flags(): string {
  const own = Deno.env.get("DENO_V8_FLAGS");
  return `${own ? `${own},` : ""}--heap-growing-percent=20`;
}

const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true },
  notebookDocument: { synchronization: { dynamicRegistration: true } },
  textDocument: {
    completion: { completionItem: { snippetSupport: false, documentationFormat: ["markdown"] } },
    definition: { linkSupport: true },
    diagnostic: {},
    hover: { contentFormat: ["markdown"] },
    signatureHelp: {
      signatureInformation: { documentationFormat: ["markdown"], activeParameterSupport: true },
    },
  },
};

/** A language server's process ended before it answered. */
export class LspEndedError extends Error {
  /** Names the request that got no answer. */
  constructor(method: string) {
    super(`Cannot ask for ${method}: the language server has ended`);
    this.name = "LspEndedError";
  }
}

/** A language server refused a request. */
export class LspRequestError extends Error {
  /** Names the request and says what the server answered. */
  constructor(method: string, message: string) {
    super(`Cannot ask for ${method}: ${message}`);
    this.name = "LspRequestError";
  }
}

interface Pending {
  method: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** One process of `deno lsp`, from its start to its end. */
export class LspClient {
  /** Settles when the server can be asked; rejects with an `LspEndedError` if it ends before. */
  readonly ready: Promise<void>;
  #options: LspOptions;
  #child: Deno.ChildProcess;
  #writer: WritableStreamDefaultWriter<Uint8Array>;
  #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended = false;
  #done: Promise<void>;

  /** Starts the process. */
  constructor(options: LspOptions) {
    this.#options = options;
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["lsp", "--quiet"],
      cwd: options.cwd,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_V8_FLAGS: v8Flags() },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#done = this.#read();
    this.ready = this.#initialize();
    // Whoever asks sees the failure; until then it must not count as unhandled.
    this.ready.catch(() => {});
  }

  /** The process's id. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Sends a request.
   *
   * @throws {LspEndedError} When the process ended before it answered.
   * @throws {LspRequestError} When the server answers with an error.
   */
  request<T>(method: string, params: unknown): Promise<T> {
    if (this.#ended) return Promise.reject(new LspEndedError(method));
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { method, resolve, reject });
    this.#send({ id, method, params });
    return promise as Promise<T>;
  }

  /** Sends a notification; to an ended process it is dropped. */
  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.#options = { cwd: this.#options.cwd };
    if (!this.#ended) this.#child.kill("SIGKILL");
    await this.#done;
    await this.#child.status;
  }

  async #initialize(): Promise<void> {
    const uri = pathToFileURL(this.#options.cwd).href;
    await this.request("initialize", {
      processId: Deno.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "notebook" }],
      initializationOptions: settings(this.#options.config),
      capabilities: CAPABILITIES,
    });
    this.notify("initialized", {});
  }

  #send(message: RpcMessage): void {
    if (this.#ended) return;
    // A broken pipe means that the process is ending; the reader sees that and says so.
    this.#writer.write(frame(message)).catch(() => this.#end());
  }

  async #read(): Promise<void> {
    try {
      for await (const message of messages(this.#child.stdout)) this.#take(message);
    } finally {
      this.#end();
      await this.#writer.close().catch(() => {/* the process closed its end first */});
    }
  }

  #take(message: RpcMessage): void {
    if (message.method !== undefined) {
      if (message.id === undefined || message.id === null) return;
      this.#send({ id: message.id, result: this.#answer(message) });
      return;
    }
    const pending = this.#pending.get(message.id as number);
    if (!pending) return;
    this.#pending.delete(message.id as number);
    if (message.error) pending.reject(new LspRequestError(pending.method, message.error.message));
    else pending.resolve(message.result);
  }

  #answer(message: RpcMessage): unknown {
    if (message.method !== "workspace/configuration") return null;
    const { items } = message.params as { items: unknown[] };
    return items.map(() => settings(this.#options.config));
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const pending of this.#pending.values()) pending.reject(new LspEndedError(pending.method));
    this.#pending.clear();
    this.#options.onEnd?.();
  }
}
