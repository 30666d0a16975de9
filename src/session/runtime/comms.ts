/** Comms: channels between the session and code in the frontend, as widgets use them. @module */

import type { UnplacedEvent } from "../types.ts";
import { checkOptions } from "./check_options.ts";
import { encodeBuffers } from "./comm_message.ts";
import type { CommExtras, CommMessage, ReceivedMessage } from "./comm_message.ts";
import { describe, toJson } from "./display/mod.ts";

export type { CommBuffer, CommExtras, CommMessage, ReceivedMessage } from "./comm_message.ts";

/** What opens a comm from the frontend. */
export type CommTarget = (comm: Comm, openMessage: CommMessage) => unknown;

/** Taken when the session starts, so that a cell cannot take it away. */
const report = reportError;

/** One end of a channel. */
export class Comm {
  /** The channel's id. */
  readonly id: string;
  /** The name under which the other end is found. */
  readonly target: string;
  readonly #registry: CommRegistry;
  readonly #onMessage: ((message: CommMessage) => unknown)[] = [];
  readonly #onClose: ((message: CommMessage) => unknown)[] = [];

  /** Comms come from {@linkcode CommRegistry.open} or from the frontend. */
  constructor(registry: CommRegistry, id: string, target: string) {
    this.#registry = registry;
    this.id = id;
    this.target = target;
  }

  /** Whether one of the ends has closed the channel. */
  get closed(): boolean {
    return this.#registry.comm(this.id) !== this;
  }

  /** Sends data to the frontend. @throws {TypeError} when the comm is closed, or the data cannot be sent. */
  send(data: unknown = {}, extras: CommExtras = {}): void {
    if (this.closed) {
      throw new TypeError(`Cannot send to the comm of target "${this.target}": it is closed`);
    }
    this.#registry.broadcast("comm_msg", { comm_id: this.id, data }, extras);
  }

  /** Calls `handler` with every message of the frontend. */
  onMessage(handler: (message: CommMessage) => unknown): void {
    this.#onMessage.push(requireFunction(handler, "onMessage"));
  }

  /** Calls `handler` when the frontend closes the channel. */
  onClose(handler: (message: CommMessage) => unknown): void {
    this.#onClose.push(requireFunction(handler, "onClose"));
  }

  /** Closes the channel; nothing where it is closed. */
  close(data: unknown = {}, extras: CommExtras = {}): void {
    if (this.closed) return;
    this.#registry.broadcast("comm_close", { comm_id: this.id, data }, extras);
    this.#registry.forget(this.id);
  }

  /** Hands a message of the frontend to the handlers. */
  handle(kind: "message" | "close", message: CommMessage): void {
    for (const handler of kind === "message" ? [...this.#onMessage] : [...this.#onClose]) {
      callSafely(() => handler(message));
    }
  }
}

/** The targets and the open comms of a session. */
export class CommRegistry {
  readonly #emit: (event: UnplacedEvent) => void;
  readonly #targets = new Map<string, CommTarget>();
  readonly #comms = new Map<string, Comm>();

  /** A registry whose comms speak through `emit`. */
  constructor(emit: (event: UnplacedEvent) => void) {
    this.#emit = emit;
  }

  /** Lets the frontend open comms of this name; a later registration of a name replaces it. */
  registerTarget(name: string, target: CommTarget): void {
    this.#targets.set(requireName(name), requireFunction(target, "registerTarget"));
  }

  /** Takes a target away; its open comms stay. */
  unregisterTarget(name: string): void {
    this.#targets.delete(requireName(name));
  }

  /** Opens a comm to a target of the frontend. */
  open(target: string, data: unknown = {}, extras: CommExtras = {}): Comm {
    const comm = new Comm(this, crypto.randomUUID().replaceAll("-", ""), requireName(target));
    this.#comms.set(comm.id, comm);
    try {
      this.broadcast("comm_open", { comm_id: comm.id, target_name: target, data }, extras);
    } catch (error) {
      this.#comms.delete(comm.id);
      throw error;
    }
    return comm;
  }

  /** The open comm of an id. */
  comm(id: string): Comm | undefined {
    return this.#comms.get(id);
  }

  /** Takes a closed comm out. */
  forget(id: string): void {
    this.#comms.delete(id);
  }

  /** The open comms as `comm_info_reply` lists them, of one target or of all. */
  info(target?: string): Record<string, { target_name: string }> {
    const comms = [...this.#comms.values()].filter((comm) => !target || comm.target === target);
    return Object.fromEntries(comms.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  /** Takes a message of the frontend. What a handler throws is reported as an uncaught error. */
  receive(message: ReceivedMessage): void {
    const { comm_id: id, target_name: name, data = {} } = message.content;
    if (typeof id !== "string") return;
    const received: CommMessage = {
      data,
      metadata: message.metadata ?? {},
      buffers: (message.buffers ?? []).map((buffer) => Uint8Array.fromBase64(buffer)),
    };
    if (message.msg_type === "comm_open") {
      this.#accept(id, String(name), received);
      return;
    }
    const comm = this.#comms.get(id);
    if (message.msg_type === "comm_msg") comm?.handle("message", received);
    if (message.msg_type !== "comm_close") return;
    this.#comms.delete(id);
    comm?.handle("close", received);
  }

  /** Sends a comm message to the frontends. @throws {TypeError} when it cannot be sent. */
  broadcast(msgType: string, content: Record<string, unknown>, extras: CommExtras): void {
    checkOptions("send to a comm", extras, { metadata: "object", buffers: "array" });
    const { metadata = {}, buffers = [] } = extras;
    this.#emit({
      type: "broadcast",
      msgType,
      content: toJson(content, "the comm's data"),
      metadata: toJson(metadata, "the comm's metadata"),
      buffers: encodeBuffers(buffers),
    });
  }

  #accept(id: string, name: string, message: CommMessage): void {
    const target = this.#targets.get(name);
    if (target === undefined) {
      this.broadcast("comm_close", { comm_id: id, data: {} }, {});
      return;
    }
    const comm = new Comm(this, id, name);
    this.#comms.set(id, comm);
    callSafely(() => target(comm, message), () => comm.close());
  }
}

/** Runs a handler of the user; what it throws reaches the session's listener for uncaught errors. */
function callSafely(handler: () => unknown, onError?: () => void): void {
  try {
    handler();
  } catch (error) {
    report(error);
    onError?.();
  }
}

function requireName(name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw new TypeError(
    `Cannot use a comm target: its name is ${describe(name)}, expected a string that is not empty`,
  );
}

function requireFunction<T>(handler: T, method: string): T {
  if (typeof handler === "function") return handler;
  throw new TypeError(
    `Cannot call ${method}: handler is ${describe(handler)}, expected a function`,
  );
}
