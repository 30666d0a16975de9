/** Variables and their values, as the Debug Adapter Protocol shows them. @module */

import { type Debuggee, STOPPED_GROUP, valueOf } from "./debuggee.ts";
import { type Described, describeProperty } from "./describe.ts";
import { globalProperties, heldProperties, isIdentifier, readNames } from "./globals.ts";
import type { Handle, Handles, Lifetime, ObjectHandle, ScopeHandle } from "./handles.ts";
import type { CallFrame, Evaluation, Property, RemoteValue } from "./protocol.ts";

/** A variable of the Debug Adapter Protocol. */
export interface Variable {
  /** Its name, or index. */
  name: string;
  /** Its value as a short text. */
  value: string;
  /** An expression for it; empty where there is none. */
  evaluateName: string;
  /** The number of what it holds; 0 where it holds nothing. */
  variablesReference: number;
  /** How many elements an array has. */
  indexedVariables?: number;
  /** Whether it can be seen in the language at all. */
  presentationHint?: { visibility: "internal" };
}

/** Which variables are asked for. */
export interface Page {
  /** Elements of an array, or all else; both by default. */
  filter?: string | undefined;
  /** The first one, from 0. */
  start?: number | undefined;
  /** How many; all by default, and where it is 0. */
  count?: number | undefined;
}

/** The values of values that are let go when the globals are asked for again. */
export const INSPECTION_GROUP = "labbook-debugger-inspection";
/** How many elements, or properties, are shown at once; a power of it makes the parts of an array. */
const PAGE = 100;
/** How many named properties of one object are shown where no page was asked for. */
const MOST_NAMED = 1000;
/** What V8 tells of objects that nobody looks for. */
const UNSEEN = new Set([
  "[[FunctionLocation]]",
  "[[Scopes]]",
  "[[IsGenerator]]",
  "[[WeakRefTarget]]",
]);

/** Lists what handles hold. */
export class VariableReader {
  readonly #debuggee: Debuggee;
  readonly #handles: Handles;

  /** Reads from the session; keeps the objects that it shows as handles. */
  constructor(debuggee: Debuggee, handles: Handles) {
    this.#debuggee = debuggee;
    this.#handles = handles;
  }

  /** The variables of a handle. */
  async list(handle: Handle, lifetime: Lifetime, page: Page = {}): Promise<Variable[]> {
    if (handle.kind === "object") return await this.#object(handle, lifetime, page);
    if (page.filter === "indexed") return [];
    const properties = handle.kind === "scope"
      ? await this.#scope(handle)
      : await globalProperties(this.#debuggee, groupOf(lifetime));
    return paged(properties, page).map((property) =>
      this.#variable(property, lifetime, isIdentifier(property.name) ? property.name : "")
    );
  }

  /** A value as a variable. */
  variable(name: string, value: RemoteValue, lifetime: Lifetime, path: string): Variable {
    return this.#variable({ name, value }, lifetime, path);
  }

  /** The names and values of a call's scopes. */
  async #scope({ call, numbers, isLocal }: ScopeHandle): Promise<Property[]> {
    const properties = new Map<string, Property>();
    if (isLocal && call.returnValue !== undefined && call.returnValue.type !== "undefined") {
      properties.set("(return value)", {
        name: "(return value)",
        value: await this.#previewed(call.returnValue),
      });
    }
    for (const number of numbers) {
      const { objectId } = call.scopeChain[number]!.object;
      for (const property of (await this.#properties(objectId!)).result) {
        if (!properties.has(property.name)) properties.set(property.name, property);
      }
    }
    if (isLocal) await this.#update(call, properties);
    const { this: receiver } = call;
    if (
      isLocal && receiver.type !== "undefined" && receiver.className !== "global" &&
      receiver.className !== "Window"
    ) {
      properties.set("this", { name: "this", value: await this.#previewed(receiver) });
    }
    return [...properties.values()];
  }

  /** Takes the present values: a stop's scopes have those that the variables had when it began. */
  async #update(call: CallFrame, properties: Map<string, Property>): Promise<void> {
    const names = [...properties.keys()].filter(isIdentifier);
    const { result, exceptionDetails } = await this.#debuggee.inspector.call<Evaluation>(
      "Debugger.evaluateOnCallFrame",
      {
        callFrameId: call.callFrameId,
        expression: readNames(names),
        objectGroup: STOPPED_GROUP,
        silent: true,
      },
    );
    if (exceptionDetails !== undefined) return;
    for (const property of await heldProperties(this.#debuggee, names, result.objectId!)) {
      // V8 does not let go of every variable that it knows: what cannot be read stays as it was.
      if (property.value !== undefined) properties.set(property.name, property);
    }
  }

  /** The same value, with what it holds in short, which V8 leaves out of a stop's values. */
  async #previewed(value: RemoteValue): Promise<RemoteValue> {
    if (value.objectId === undefined) return value;
    const { result } = await this.#debuggee.callOn(
      value.objectId,
      "function () { 'use strict'; return this; }",
      [],
      { generatePreview: true, objectGroup: STOPPED_GROUP },
    );
    return result;
  }

  async #object(handle: ObjectHandle, lifetime: Lifetime, page: Page): Promise<Variable[]> {
    const { objectId, path, indexed = 0 } = handle;
    const { filter } = page;
    const { start, end } = handle.part ?? { start: 0, end: indexed };
    const variables: Variable[] = [];
    if (filter !== "named" && end > start) {
      const isAsked = page.start !== undefined || page.count;
      const from = Math.min(start + (page.start ?? 0), end);
      const to = page.count ? Math.min(from + page.count, end) : end;
      variables.push(
        ...!isAsked && to - from > PAGE
          ? this.#parts(handle, from, to, lifetime)
          : await this.#elements(objectId, from, to, lifetime, path),
      );
    }
    if (filter === "indexed" || handle.part !== undefined) return variables;
    const { result, internalProperties = [], privateProperties = [] } = await this.#properties(
      objectId,
      indexed > 0,
    );
    const named = result.filter(({ name }) => name !== "__proto__");
    const internal = internalProperties.filter(({ name }) => !UNSEEN.has(name));
    const isShown = (name: string) => name === "[[Entries]]";
    return [
      ...variables,
      ...this.#internal(internal.filter(({ name }) => isShown(name)), lifetime),
      ...paged([...named, ...privateProperties], filter === "named" ? page : {}).map((property) =>
        this.#variable(property, lifetime, memberPath(path, property.name))
      ),
      ...this.#internal(internal.filter(({ name }) => !isShown(name)), lifetime),
    ];
  }

  #internal(properties: readonly Property[], lifetime: Lifetime): Variable[] {
    return properties.filter(({ value }) => value !== undefined && value.subtype !== "null").map((
      property,
    ) => ({
      ...this.#variable(property, lifetime, ""),
      presentationHint: { visibility: "internal" },
    }));
  }

  /** The parts of a long array, each with at most a page of parts or elements. */
  #parts(handle: ObjectHandle, from: number, to: number, lifetime: Lifetime): Variable[] {
    let size = PAGE;
    while (Math.ceil((to - from) / size) > PAGE) size *= PAGE;
    const parts: Variable[] = [];
    for (let start = from; start < to; start += size) {
      const end = Math.min(start + size, to);
      parts.push({
        name: `[${start}…${end - 1}]`,
        value: "",
        evaluateName: "",
        variablesReference: this.#handles.add({ ...handle, part: { start, end } }, lifetime),
        indexedVariables: end - start,
        presentationHint: { visibility: "internal" },
      });
    }
    return parts;
  }

  async #elements(
    objectId: string,
    from: number,
    to: number,
    lifetime: Lifetime,
    path: string,
  ): Promise<Variable[]> {
    const part = valueOf(
      await this.#debuggee.callOn(
        objectId,
        `function (from, to) {
          const part = { __proto__: null };
          for (let index = from; index < to; index++) {
            const own = Object.getOwnPropertyDescriptor(this, index);
            if (own) Object.defineProperty(part, index, own);
          }
          return part;
        }`,
        [{ value: from }, { value: to }],
        { objectGroup: groupOf(lifetime) },
      ),
    );
    const { result } = await this.#properties(part.objectId!);
    return result.map((property) =>
      this.#variable(property, lifetime, path === "" ? "" : `${path}[${property.name}]`)
    );
  }

  async #properties(objectId: string, nonIndexedPropertiesOnly = false): Promise<{
    result: Property[];
    internalProperties?: Property[];
    privateProperties?: Property[];
  }> {
    return await this.#debuggee.inspector.call("Runtime.getProperties", {
      objectId,
      ownProperties: true,
      generatePreview: true,
      nonIndexedPropertiesOnly,
    });
  }

  #variable(property: Property, lifetime: Lifetime, path: string): Variable {
    const { value, indexed }: Described = describeProperty(property);
    const objectId = property.value?.objectId;
    const isOpen = objectId !== undefined && property.value!.type !== "symbol";
    return {
      name: property.name,
      // Without a type: JupyterLab would show that in the value's place.
      value,
      evaluateName: path,
      variablesReference: isOpen
        ? this.#handles.add(
          {
            kind: "object",
            objectId,
            path,
            ...indexed === undefined ? {} : { indexed },
          },
          lifetime,
        )
        : 0,
      ...indexed === undefined ? {} : { indexedVariables: indexed },
    };
  }
}

/** The inspector's group of the objects of a lifetime. */
export function groupOf(lifetime: Lifetime): string {
  return lifetime === "stop" ? STOPPED_GROUP : INSPECTION_GROUP;
}

function paged(properties: readonly Property[], { start = 0, count }: Page): readonly Property[] {
  return properties.slice(start, start + (count || MOST_NAMED));
}

function memberPath(path: string, name: string): string {
  if (path === "" || name.startsWith("Symbol(")) return "";
  if (isIdentifier(name.replace(/^#/, ""))) return `${path}.${name}`;
  return /^\d+$/.test(name) ? `${path}[${name}]` : `${path}[${JSON.stringify(name)}]`;
}
