/** What the values of the running session tell, read without side effects and without waiting for it. @module */

import type { RemoteObject } from "../../session/mod.ts";

/** The session's values: a client of its CDP connection, which answers while a cell runs. */
export interface LiveValues {
  /** Calls a CDP method (`Runtime.evaluate`, `Runtime.globalLexicalScopeNames`, …). */
  call<T>(method: string, params?: unknown): Promise<T>;
}

/** A member or global name of the session. */
export interface LiveName {
  /** The name. */
  name: string;
  /** `typeof` of its value, "class" for a class, or "" where only a getter knows. */
  type: string;
  /** How far up the prototype chain it was found; 0 is the object itself. */
  depth: number;
  /** Whether it comes from what every object inherits. */
  ofObject: boolean;
}

/** A value in the session, with what it holds. */
export interface RemoteValue extends RemoteObject {
  /** The first members. */
  preview?: ObjectPreview;
}

/** A CDP `Runtime.ObjectPreview`, as far as it is used here. */
export interface ObjectPreview {
  /** Whether there is more. */
  overflow: boolean;
  /** A short text. */
  description?: string;
  /** The kind of object. */
  subtype?: string;
  /** The first members. */
  properties: { name: string; type: string; value?: string; subtype?: string }[];
  /** The first entries of a map or set. */
  entries?: { key?: ObjectPreview & { type: string }; value: ObjectPreview & { type: string } }[];
}

interface EvaluateResult {
  result: RemoteValue;
  exceptionDetails?: unknown;
}

/** More names than this help nobody. */
const LIMIT = 1000;
/** How long the session may take, in milliseconds; a native call of a cell can hold it up. */
const PATIENCE_MS = 250;
const GROUP = "labbook-help";

/**
 * Lists an object's names up the prototype chain. Arrays and typed arrays are not asked for their own
 * names, which are millions of indices; a type is asked for only where `typed` allows.
 */
const MEMBERS = `((value, limit, typed) => {
  if (value === null || value === undefined) return [];
  const out = [];
  const seen = { __proto__: null };
  let depth = 0;
  for (let at = Object(value); at; at = Object.getPrototypeOf(at), depth++) {
    const ofObject = depth > 0 && at === Object.prototype;
    const indexed = depth === 0 && (Array.isArray(at) || ArrayBuffer.isView(at) || typeof value === "string");
    const names = indexed ? (ArrayBuffer.isView(at) ? [] : ["length"]) : Object.getOwnPropertyNames(at);
    for (let index = 0; index < names.length && out.length < limit; index++) {
      const name = names[index];
      if (name in seen) continue;
      seen[name] = true;
      let type = "";
      if (typed) {
        const descriptor = Object.getOwnPropertyDescriptor(at, name);
        if (descriptor && "value" in descriptor) type = typeof descriptor.value;
        if (type === "function") {
          const prototype = Object.getOwnPropertyDescriptor(descriptor.value, "prototype");
          if (prototype && !prototype.writable) type = "class";
        }
      }
      out[out.length] = { name, type, depth, ofObject };
    }
  }
  return out;
})`;

/** Asks a session about its values. Whatever cannot be told in time or without side effects is absent. */
export class LiveReader {
  #live: () => LiveValues | undefined;

  /** `live` gives the session of the moment. */
  constructor(live: () => LiveValues | undefined) {
    this.#live = live;
  }

  /** The members of an expression's value. */
  async members(expression: string): Promise<LiveName[]> {
    for (const typed of [true, false]) {
      const found = await this.read<LiveName[]>(`${MEMBERS}((${expression}), ${LIMIT}, ${typed})`);
      if (found) return found;
    }
    return [];
  }

  /** The names of the session's variables, with their types; globals such as functions follow. */
  async names(): Promise<LiveName[]> {
    // One after the other: of two answers in a row TCP would hold the second back for 40 ms.
    const scope = await this.#call<{ names: string[] }>("Runtime.globalLexicalScopeNames", {});
    const globals = await this.read<LiveName[]>(`${MEMBERS}(globalThis, ${LIMIT * 4}, false)`);
    const own = (scope?.names ?? []).map((name) => ({ name, type: "", depth: 0, ofObject: false }));
    return [...own, ...(globals ?? []).map((one) => ({ ...one, depth: one.depth + 1 }))];
  }

  /** An expression's value with a preview, made without running any code of the user's. */
  async value(expression: string): Promise<RemoteValue | undefined> {
    const answer = await this.#call<EvaluateResult>("Runtime.evaluate", {
      expression: `(${expression})`,
      throwOnSideEffect: true,
      generatePreview: true,
      silent: true,
      objectGroup: GROUP,
    });
    void this.#call("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    return answer && !answer.exceptionDetails ? answer.result : undefined;
  }

  /** The value of an expression that JSON can hold. */
  async read<T>(expression: string): Promise<T | undefined> {
    const answer = await this.#call<EvaluateResult>("Runtime.evaluate", {
      expression,
      throwOnSideEffect: true,
      returnByValue: true,
      silent: true,
    });
    return answer && !answer.exceptionDetails ? answer.result.value as T : undefined;
  }

  async #call<T>(method: string, params: unknown): Promise<T | undefined> {
    const live = this.#live();
    if (!live) return undefined;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    try {
      // A session that ends while it is asked has no values to tell: types are all that is left.
      return await Promise.race([live.call<T>(method, params).catch(() => undefined), promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
