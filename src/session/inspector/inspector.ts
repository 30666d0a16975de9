/**
 * A client of the Chrome DevTools Protocol, which V8's inspector speaks.
 * Its methods are described at https://chromedevtools.github.io/devtools-protocol/v8/.
 *
 * @module
 */

import { LocalWebSocket } from "./web_socket.ts";

/** The connection to the inspector ended before the answer. */
export class InspectorClosedError extends Error {
  /** Names the call that got no answer. */
  constructor(method: string) {
    super(`Cannot call ${method}: the connection to the session has ended`);
    this.name = "InspectorClosedError";
  }
}

/** The inspector refused a call. */
export class InspectorCallError extends Error {
  /** Names the call and says what the inspector answered. */
  constructor(method: string, message: string) {
    super(`Cannot call ${method}: ${message}`);
    this.name = "InspectorCallError";
  }
}

interface PendingCall {
  method: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Takes the parameters of an event. */
// deno-lint-ignore no-explicit-any -- their shape depends on the event
export type InspectorListener = (params: any) => void;

/** A connection to the inspector of one session. */
export class Inspector {
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #socket: LocalWebSocket;
  readonly #calls = new Map<number, PendingCall>();
  readonly #listeners = new Map<string, Set<InspectorListener>>();
  #lastCall = 0;
  #isClosed = false;

  private constructor(socket: LocalWebSocket) {
    this.#socket = socket;
    this.closed = this.#read();
  }

  /** Connects to the inspector's `ws://` URL. */
  static async connect(url: string): Promise<Inspector> {
    return new Inspector(await LocalWebSocket.connect(url));
  }

  /**
   * Calls a method and returns its result.
   *
   * Throws {@linkcode InspectorCallError} where the inspector refuses, and
   * {@linkcode InspectorClosedError} where the connection ends before the answer.
   */
  call<Result = Record<string, unknown>>(
    method: string,
    params: Record<string, unknown> = {},
  ): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new InspectorClosedError(method));
    const id = ++this.#lastCall;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#calls.set(id, { method, resolve, reject });
    });
    this.#socket.send(JSON.stringify({ id, method, params })).catch(() => this.close());
    return answer as Promise<Result>;
  }

  /** Calls `listener` at each event of a name, such as `Runtime.bindingCalled`; returns what ends that. */
  on(event: string, listener: InspectorListener): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Ends the connection. */
  close(): void {
    this.#socket.close();
  }

  async #read(): Promise<void> {
    try {
      for await (const text of this.#socket.messages()) this.#receive(JSON.parse(text));
    } finally {
      this.#isClosed = true;
      this.#socket.close();
      for (const { method, reject } of this.#calls.values()) {
        reject(new InspectorClosedError(method));
      }
      this.#calls.clear();
    }
  }

  #receive(message: {
    id?: number;
    method?: string;
    params?: unknown;
    result?: unknown;
    error?: { message: string };
  }): void {
    if (message.method !== undefined) {
      // More may follow at once, such as the answer of a call that caused the event.
      this.#socket.acknowledge();
      for (const listener of this.#listeners.get(message.method) ?? []) listener(message.params);
      return;
    }
    const call = this.#calls.get(message.id ?? -1);
    if (call === undefined) return;
    this.#calls.delete(message.id!);
    if (this.#calls.size > 0) this.#socket.acknowledge(); // Another answer follows.
    if (message.error === undefined) call.resolve(message.result);
    else call.reject(new InspectorCallError(call.method, message.error.message));
  }
}
