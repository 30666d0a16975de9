/**
 * What the code of cells tells and asks the kernel. It comes from a user's process: nothing is taken for granted.
 *
 * @module
 */

import type { Session, SessionEvent } from "../session/mod.ts";
import type { OutputOwner } from "./execution.ts";

/** What is said or asked: names by which the library knows it, and data. */
type Data = Record<string, unknown>;

/** Takes what was told. */
export type TellHandler = (data: Data, owner: OutputOwner | undefined, cell: number) => void;

/** Answers what was asked, with what JSON holds. */
export type AskHandler = (data: Data, session: Session) => unknown;

/** Who takes and who answers, by name. */
export interface RequestHandlers {
  /** Takers of what is told. */
  tell: Readonly<Record<string, TellHandler>>;
  /** Answers to what is asked. */
  ask: Readonly<Record<string, AskHandler>>;
  /** Hears of what cannot be taken. */
  log: (text: string) => void;
}

/** Hands what cells tell and ask to those who know. */
export class CellRequests {
  readonly #handlers: RequestHandlers;

  /** `handlers` know what can be told and asked. */
  constructor(handlers: RequestHandlers) {
    this.#handlers = handlers;
  }

  /** Takes what a cell tells; whatever it is, the kernel goes on. */
  tell(
    { name, data, cell }: SessionEvent & { type: "tell" },
    owner: OutputOwner | undefined,
  ): void {
    try {
      find(this.#handlers.tell, name)(record(data), owner, cell);
    } catch (error) {
      this.#handlers.log(`Cannot take what a cell tells of ${name}: ${(error as Error).message}`);
    }
  }

  /** Answers what a cell asks; it waits for the answer. */
  async ask(session: Session, { name, data, id }: SessionEvent & { type: "ask" }): Promise<void> {
    let answer: { value: unknown } | { error: string };
    try {
      const value = await find(this.#handlers.ask, name)(record(data), session);
      answer = { value: value ?? null };
    } catch (error) {
      answer = { error: (error as Error).message };
    }
    session.answerInput(id, JSON.stringify(answer));
  }
}

function find<Handler>(handlers: Readonly<Record<string, Handler>>, name: string): Handler {
  if (Object.hasOwn(handlers, name)) return handlers[name]!;
  throw new Error(`Cannot ask the kernel for ${JSON.stringify(name)}: it does not know that`);
}

function record(data: unknown): Data {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data as Data : {};
}

/**
 * A text among the data.
 *
 * @throws {TypeError} Where it is none.
 */
export function textIn(data: Data, name: string): string {
  const value = data[name];
  if (typeof value === "string") return value;
  throw new TypeError(`${name} is ${JSON.stringify(value)}, expected a text`);
}
