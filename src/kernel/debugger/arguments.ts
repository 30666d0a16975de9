/** Reading the arguments of requests, which may be anything. @module */

import { DebugRequestError } from "./types.ts";

/** The arguments of one request. */
export class Arguments {
  readonly #command: string;
  readonly #values: Record<string, unknown>;

  /** Takes the arguments of `command`; anything but an object counts as none. */
  constructor(command: string, values: unknown) {
    this.#command = command;
    this.#values = isRecord(values) ? values : {};
  }

  /** A text that has to be there. */
  text(name: string): string {
    const value = this.#values[name];
    if (typeof value === "string") return value;
    throw this.#wrong(name, value, "a string");
  }

  /** A text, or undefined where there is none. */
  optionalText(name: string): string | undefined {
    return this.#values[name] === undefined ? undefined : this.text(name);
  }

  /** A whole number from 0 on that has to be there. */
  number(name: string): number {
    const value = this.#values[name];
    if (Number.isSafeInteger(value) && value as number >= 0) return value as number;
    throw this.#wrong(name, value, "a whole number from 0 on");
  }

  /** A whole number from 0 on, or undefined where there is none. */
  optionalNumber(name: string): number | undefined {
    const value = this.#values[name];
    return value === undefined || value === null ? undefined : this.number(name);
  }

  /** A list; empty where there is none. */
  list(name: string): unknown[] {
    const value = this.#values[name] ?? [];
    if (Array.isArray(value)) return value;
    throw this.#wrong(name, value, "an array");
  }

  /** An object that has to be there, as arguments of their own. */
  object(name: string): Arguments {
    const value = this.#values[name];
    if (isRecord(value)) return new Arguments(`${this.#command}: ${name}`, value);
    throw this.#wrong(name, value, "an object");
  }

  /** Each object of a list, as arguments of their own. */
  objects(name: string): Arguments[] {
    return this.list(name).map((value, index) =>
      new Arguments(this.#command, { [name]: value }).object(name).#named(`${name}[${index}]`)
    );
  }

  #named(name: string): Arguments {
    return new Arguments(`${this.#command.split(":", 1)[0]}: ${name}`, this.#values);
  }

  #wrong(name: string, value: unknown, expected: string): DebugRequestError {
    const shown = value === undefined ? "nothing" : JSON.stringify(value);
    return new DebugRequestError(
      `Cannot do ${this.#command}: "${name}" is ${shown}, expected ${expected}`,
    );
  }
}

/** Whether a value is an object that is no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
