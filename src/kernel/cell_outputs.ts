/** What the code of cells says, as messages to the frontends. @module */

import type { Display, Session, SessionEvent, ShownError } from "../session/mod.ts";
import type { CommTable } from "./comm_table.ts";
import type { Client } from "./client.ts";
import type { OutputOwner } from "./execution.ts";
import type { MessageFactory } from "./messages.ts";
import type { Publisher } from "./publisher.ts";
import type { Header } from "./wire/mod.ts";

/** How many cells are remembered for output that comes late. */
const MOST_PARENTS = 10_000;

/** Publishes the events of sessions, each under the request whose cell caused it. */
export class CellOutputs {
  readonly #comms: CommTable;
  readonly #publisher: Publisher;
  readonly #messages: MessageFactory;
  readonly #onResult: (count: number, text: string) => void;
  readonly #parents = new WeakMap<Session, Map<number, OutputOwner>>();
  readonly #inputs = new Map<string, { session: Session; id: number; client: string }>();

  /** `onResult` is told the text of each cell's result. */
  constructor(
    publisher: Publisher,
    messages: MessageFactory,
    comms: CommTable,
    onResult: (count: number, text: string) => void,
  ) {
    this.#comms = comms;
    this.#publisher = publisher;
    this.#messages = messages;
    this.#onResult = onResult;
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
    if (asking?.silent && event.type !== "input" && event.type !== "broadcast") return;
    switch (event.type) {
      case "stream":
        return publisher.stream(parent, event.name, event.text);
      case "display": {
        const { data, metadata, transient = {} } = event.display;
        const type = event.update ? "update_display_data" : "display_data";
        return publisher.publish(type, { data, metadata, transient }, parent);
      }
      case "result":
        return this.#publishResult(event.display, asking);
      case "clear":
        return publisher.publish("clear_output", { wait: event.wait }, parent);
      case "error":
        return this.error(session.showError(event.error), parent);
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
  error(error: ShownError, parent: Header | undefined): void {
    this.#publisher.publish("error", { ...error }, parent);
  }

  #publishResult(
    display: Display,
    asking: OutputOwner | undefined,
  ): void {
    const count = asking?.count ?? 0;
    const { data, metadata } = display;
    this.#publisher.publish(
      "execute_result",
      { data, metadata, execution_count: count },
      asking?.message.header,
    );
    const text = data["text/plain"];
    if (typeof text === "string") this.#onResult(count, text);
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
