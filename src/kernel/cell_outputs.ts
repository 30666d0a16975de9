/** What the code of cells says, as messages to the frontends. @module */

import type { Display, Session, SessionEvent, ShownError } from "../session/mod.ts";
import type { Execution } from "./execution.ts";
import type { MessageFactory } from "./messages.ts";
import type { Publisher } from "./publisher.ts";
import type { Header } from "./wire/mod.ts";

/** How many cells are remembered for output that comes late. */
const MOST_PARENTS = 10_000;

/** Publishes the events of sessions, each under the request whose cell caused it. */
export class CellOutputs {
  readonly #publisher: Publisher;
  readonly #messages: MessageFactory;
  readonly #onResult: (count: number, text: string) => void;
  readonly #parents = new WeakMap<Session, Map<number, Execution>>();
  readonly #inputs = new Map<string, { session: Session; id: number }>();

  /** `onResult` is told the text of each cell's result. */
  constructor(
    publisher: Publisher,
    messages: MessageFactory,
    onResult: (count: number, text: string) => void,
  ) {
    this.#publisher = publisher;
    this.#messages = messages;
    this.#onResult = onResult;
  }

  /** Keeps which execution a cell of a session is, for its outputs. */
  remember(session: Session, cell: number, execution: Execution): void {
    const parents = this.#parents.get(session) ?? new Map<number, Execution>();
    this.#parents.set(session, parents);
    parents.set(cell, execution);
    if (parents.size > MOST_PARENTS) parents.delete(parents.keys().next().value!);
  }

  /** Passes an answer of a user on to the code that asked; without a parent, as most clients send it, the last. */
  answerInput(parentId: string | undefined, value: string): void {
    const id = parentId ?? [...this.#inputs.keys()].at(-1);
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
    if (asking?.request.silent && event.type !== "input" && event.type !== "broadcast") return;
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
    asking: Execution | undefined,
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
    asking: Execution | undefined,
  ): void {
    if (asking === undefined || !asking.request.allowStdin) {
      return session.answerInput(event.id, null);
    }
    this.#publisher.flush();
    const content = { prompt: event.prompt, password: event.password };
    const message = this.#messages.make("input_request", content, asking.message.header);
    this.#inputs.set(message.header.msg_id, { session, id: event.id });
    asking.client.requestInput(message);
  }
}
