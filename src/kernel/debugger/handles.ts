/** What clients can look into, by number. @module */

import type { CallFrame } from "./protocol.ts";
import { DebugRequestError } from "./types.ts";

/** The variables of one or more scopes of a call, the inner ones first. */
export interface ScopeHandle {
  /** Marks the kind. */
  kind: "scope";
  /** The call. */
  call: CallFrame;
  /** The places of the scopes in the call's chain. */
  numbers: number[];
  /** Whether `this` and the value that is returned belong to it. */
  isLocal: boolean;
}

/** The variables that cells have declared. */
export interface GlobalsHandle {
  /** Marks the kind. */
  kind: "globals";
}

/** An object, or a part of a long array. */
export interface ObjectHandle {
  /** Marks the kind. */
  kind: "object";
  /** The object's id. */
  objectId: string;
  /** An expression for the object; empty where there is none. */
  path: string;
  /** How many elements it has, where it is an array. */
  indexed?: number;
  /** The elements of a part, from `start` to before `end`. */
  part?: { start: number; end: number };
}

/** Something that has variables. */
export type Handle = ScopeHandle | GlobalsHandle | ObjectHandle;

/** How long handles are good for: until the code goes on, or until the globals are asked for again. */
export type Lifetime = "stop" | "inspection";

/** Handles by number; a number is never used again. */
export class Handles {
  readonly #handles = new Map<number, { handle: Handle; lifetime: Lifetime }>();
  #last = 0;

  /** Keeps a handle and returns its number, from 1. */
  add(handle: Handle, lifetime: Lifetime): number {
    this.#handles.set(++this.#last, { handle, lifetime });
    return this.#last;
  }

  /** The handle of a number; throws where it is no longer good. */
  get(number: number): { handle: Handle; lifetime: Lifetime } {
    const known = this.#handles.get(number);
    if (known !== undefined) return known;
    throw new DebugRequestError(
      `Cannot find variablesReference ${number}: the code has gone on since, or it was never given`,
    );
  }

  /** Forgets the handles of a kind. */
  clear(lifetime: Lifetime): void {
    for (const [number, known] of this.#handles) {
      if (known.lifetime === lifetime) this.#handles.delete(number);
    }
  }
}
