/** What the code of cells says, as messages to the frontends. @module */

import type { Display, Session, SessionEvent, ShownError } from "../session/mod.ts";
import type { CommTable } from "./comm_table.ts";
import type { Client } from "./client.ts";
import type { OutputOwner } from "./execution.ts";
import type { MessageFactory } from "./messages.ts";
import type { Publisher } from "./publisher.ts";
import type { CellRequests } from "./cell_requests.ts";

/** How many cells are remembered for output that comes late. */
const MOST_PARENTS = 10_000;

/** An output as it is published. */
export interface PublishedOutput {
  /** The message's type. */
  msg_type: string;
  /** What it says. */
  content: Record<string, unknown>;
  /** What was noted of it when it was made. */
  note?: Record<string, unknown>;
}

/** Who hears of outputs, beside the frontends. */
export interface OutputListener {
  /** A cell's result has this text. */
  result(count: number, text: string): void;
  /** A cell that is recorded has this output. */
  output(record: number, output: PublishedOutput): void;
}

/** Publishes the events of sessions, each under the request whose cell caused it. */
export class CellOutputs {
  readonly #comms: CommTable;
  readonly #publisher: Publisher;
  readonly #messages: MessageFactory;
  readonly #listener: OutputListener;
  readonly #requests: CellRequests;
  readonly #parents = new WeakMap<Session, Map<number, OutputOwner>>();
  readonly #inputs = new Map<string, { session: Session; id: number; client: string }>();

  /** `requests` take what cells tell and ask. */
  constructor(
    publisher: Publisher,
    messages: MessageFactory,
    comms: CommTable,
    requests: CellRequests,
    listener: OutputListener,
  ) {
    this.#comms = comms;
    this.#publisher = publisher;
    this.#messages = messages;
    this.#requests = requests;
    this.#listener = listener;
  }

  /** Keeps to which request the outputs of a cell of a session belong. */
  remember(session: Session, cell: number, owner: OutputOwner): void {
    const parents = this.#parents.get(session) ?? new Map<number, OutputOwner>();
    this.#parents.set(session, parents);
    parents.set(cell, owner);
    if (parents.size > MOST_PARENTS) parents.delete(parents.keys().next().value!);
  }

  /**
   * Passes an answer of a user on to the code that asked. Most clients do not say what they answer: then it is
   * the last question that was put to the client.
   */
  answerInput(client: Client, parentId: unknown, value: string): void {
    const ofClient = [...this.#inputs].filter(([, asked]) => asked.client === client.id);
    const id = typeof parentId === "string" ? parentId : ofClient.at(-1)?.[0];
    const asked = id === undefined ? undefined : this.#inputs.get(id);
    if (asked === undefined) return;
    this.#inputs.delete(id!);
    asked.session.answerInput(asked.id, value);
  }

  /** Publishes an event of the code, as output of its cell. */
  publish(session: Session, event: SessionEvent): void {
    const asking = this.#parents.get(session)?.get(event.cell);
    const parent = asking?.message.header;
    const publisher = this.#publisher;
    if (event.type === "tell") return this.#requests.tell(event, asking);
    if (event.type === "ask") return void this.#requests.ask(session, event);
    if (asking?.silent && event.type !== "input" && event.type !== "broadcast") return;
    switch (event.type) {
      case "stream":
        return this.stream(asking, event.name, event.text);
      case "display": {
        const { data, metadata, transient = {} } = event.display;
        const type = event.update ? "update_display_data" : "display_data";
        return this.publishFor(asking, type, { data, metadata, transient }, event.note);
      }
      case "result":
        return this.#publishResult(event.display, asking, event.note);
      case "clear":
        return this.publishFor(asking, "clear_output", { wait: event.wait });
      case "error":
        return this.error(session.showError(event.error), asking);
      case "broadcast":
        this.#comms.note(event.msgType, event.content);
        return publisher.publish(event.msgType, event.content, parent, {
          metadata: event.metadata,
          buffers: event.buffers.map((buffer) => Uint8Array.fromBase64(buffer)),
        });
      case "input":
        return this.#requestInput(session, event, asking);
      case "page":
        asking?.payload.push({ source: "page", data: event.data, start: 0 });
    }
  }

  /** Publishes an error of a cell. */
  error(error: ShownError, owner: OutputOwner | undefined): void {
    this.publishFor(owner, "error", { ...error });
  }

  /** Publishes text of a stream as output of a cell. */
  stream(owner: OutputOwner | undefined, name: "stdout" | "stderr", text: string): void {
    this.#publisher.stream(owner?.message.header, name, text);
    this.#record(owner, { msg_type: "stream", content: { name, text } });
  }

  /** Publishes an output of a cell; of none, where it is not known any more. */
  publishFor(
    owner: OutputOwner | undefined,
    type: string,
    content: Record<string, unknown>,
    note?: Record<string, unknown>,
  ): void {
    this.#publisher.publish(type, content, owner?.message.header);
    this.#record(owner, { msg_type: type, content, ...note === undefined ? {} : { note } });
  }

  /** The request whose cell of a session has a number; undefined where that is not known any more. */
  ownerOf(session: Session, cell: number): OutputOwner | undefined {
    return this.#parents.get(session)?.get(cell);
  }

  #record(owner: OutputOwner | undefined, output: PublishedOutput): void {
    if (owner?.record !== undefined) this.#listener.output(owner.record, output);
  }

  #publishResult(
    display: Display,
    asking: OutputOwner | undefined,
    note: Record<string, unknown> | undefined,
  ): void {
    const count = asking?.count ?? 0;
    const { data, metadata } = display;
    this.publishFor(asking, "execute_result", { data, metadata, execution_count: count }, note);
    const text = data["text/plain"];
    if (typeof text === "string") this.#listener.result(count, text);
  }

  #requestInput(
    session: Session,
    event: SessionEvent & { type: "input" },
    asking: OutputOwner | undefined,
  ): void {
    if (asking === undefined || !asking.allowStdin) {
      return session.answerInput(event.id, null);
    }
    this.#publisher.flush();
    const content = { prompt: event.prompt, password: event.password };
    const message = this.#messages.make("input_request", content, asking.message.header);
    this.#inputs.set(message.header.msg_id, {
      session,
      id: event.id,
      client: asking.client.id,
    });
    asking.client.requestInput(message);
  }
}
