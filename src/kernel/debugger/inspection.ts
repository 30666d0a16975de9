/** Looking into values, and changing them. @module */

import { stripTypeScriptTypes } from "node:module";
import type { Arguments } from "./arguments.ts";
import { type Debuggee, valueOf } from "./debuggee.ts";
import { describe } from "./describe.ts";
import type { Frames } from "./frames.ts";
import { isIdentifier } from "./globals.ts";
import { type Handle, Handles, type Lifetime } from "./handles.ts";
import type { CallFrame, Evaluation, Property, RemoteValue } from "./protocol.ts";
import { type Scope, scopesOf } from "./scopes.ts";
import { DebugRequestError } from "./types.ts";
import {
  groupOf,
  INSPECTION_GROUP,
  type Page,
  type Variable,
  VariableReader,
} from "./variables.ts";

type Body = Record<string, unknown>;

/** The requests that read and change variables. */
export class Inspection {
  readonly #frames: Frames;
  readonly #handles = new Handles();

  /** Reads the frames of the last stop. */
  constructor(frames: Frames) {
    this.#frames = frames;
  }

  /** Forgets what was shown while the code was stopped. */
  forgetStop(): void {
    this.#handles.clear("stop");
  }

  /** Forgets everything, once the session has ended. */
  forget(): void {
    this.#handles.clear("stop");
    this.#handles.clear("inspection");
  }

  /** `scopes`: those of a stack frame. */
  scopes(args: Arguments): Scope[] {
    const call = this.#frames.call(args.number("frameId"));
    if (call !== undefined) return scopesOf(call, this.#handles);
    return [{
      name: "Globals",
      presentationHint: "globals",
      variablesReference: this.#handles.add({ kind: "globals" }, "stop"),
      expensive: false,
    }];
  }

  /** `variables`: what a scope or an object holds. */
  async variables(debuggee: Debuggee, args: Arguments): Promise<Variable[]> {
    const reference = args.number("variablesReference");
    if (reference === 0) return [];
    const { handle, lifetime } = this.#handles.get(reference);
    const page: Page = {
      filter: args.optionalText("filter"),
      start: args.optionalNumber("start"),
      count: args.optionalNumber("count"),
    };
    return await new VariableReader(debuggee, this.#handles).list(handle, lifetime, page);
  }

  /** `inspectVariables`: what the cells have declared, whether code is stopped or not. */
  async globals(debuggee: Debuggee): Promise<Variable[]> {
    this.#handles.clear("inspection");
    await debuggee.inspector.call("Runtime.releaseObjectGroup", { objectGroup: INSPECTION_GROUP });
    return await new VariableReader(debuggee, this.#handles)
      .list({ kind: "globals" }, "inspection");
  }

  /** `evaluate`: an expression in a frame, or in the cells' scope. */
  async evaluate(debuggee: Debuggee, args: Arguments): Promise<Body> {
    const expression = args.text("expression");
    const frameId = args.optionalNumber("frameId");
    const isHover = args.optionalText("context") === "hover";
    const call = frameId === undefined || debuggee.paused === undefined
      ? undefined
      : this.#frames.call(frameId);
    const lifetime = debuggee.paused === undefined ? "inspection" : "stop";
    const value = await this.#evaluate(debuggee, expression, call, lifetime, isHover);
    const { name: _, value: result, ...rest } = new VariableReader(debuggee, this.#handles)
      .variable("", value, lifetime, isHover ? expression : `(${expression})`);
    return { ...rest, result, type: describe(value).type };
  }

  /** `setVariable`: gives a variable or a property another value. */
  async setVariable(debuggee: Debuggee, args: Arguments): Promise<Body> {
    const { handle, lifetime } = this.#handles.get(args.number("variablesReference"));
    const name = args.text("name");
    const call = debuggee.paused === undefined
      ? undefined
      : handle.kind === "scope"
      ? handle.call
      : this.#frames.top();
    const value = await this.#evaluate(debuggee, `(${args.text("value")})`, call, lifetime, false);
    await this.#assign(debuggee, handle, name, value);
    const { name: _, ...rest } = new VariableReader(debuggee, this.#handles)
      .variable(name, value, lifetime, "");
    return { ...rest, type: describe(value).type };
  }

  /** `richInspectVariables`: a variable as a cell would show it. */
  async rich(debuggee: Debuggee, args: Arguments): Promise<Body> {
    const name = args.text("variableName");
    if (!isIdentifier(name)) {
      throw new DebugRequestError(`Cannot show "${name}": it is not the name of a variable`);
    }
    const frameId = args.optionalNumber("frameId");
    const isStopped = debuggee.paused !== undefined;
    const call = !isStopped
      ? undefined
      : frameId === undefined
      ? this.#frames.top()
      : this.#frames.call(frameId);
    const value = await this.#evaluate(
      debuggee,
      name,
      call,
      isStopped ? "stop" : "inspection",
      true,
    );
    const text = { data: { "text/plain": describe(value).value }, metadata: {} };
    // Nothing that takes an await can be shown of stopped code.
    const show = isStopped
      ? `function (value) {
          const shown = __labbook.render(value);
          return shown instanceof Promise ? undefined : shown;
        }`
      : "async function (value) { await void 0; return await __labbook.format(value); }";
    const shown = valueOf(
      await this.#callWith(debuggee, show, [value], {
        returnByValue: true,
        awaitPromise: !isStopped,
      }),
    );
    return (shown.value as Body | undefined) ?? text;
  }

  /** `copyToGlobals`: makes a variable of a frame one of the cells'. */
  async copyToGlobals(debuggee: Debuggee, args: Arguments): Promise<Body> {
    const source = args.text("srcVariableName");
    const name = args.text("dstVariableName");
    const call = this.#frames.call(args.number("srcFrameId"));
    const value = await this.#evaluate(debuggee, source, call, "stop", false);
    if (!isIdentifier(name)) {
      throw new DebugRequestError(`Cannot copy to "${name}": it cannot be a variable's name`);
    }
    await this.#assign(debuggee, { kind: "globals" }, name, value);
    const { name: _, ...rest } = new VariableReader(debuggee, this.#handles)
      .variable(name, value, "stop", name);
    return rest;
  }

  async #evaluate(
    debuggee: Debuggee,
    expression: string,
    call: CallFrame | undefined,
    lifetime: Lifetime,
    throwOnSideEffect: boolean,
  ): Promise<RemoteValue> {
    const run = (code: string): Promise<Evaluation> => {
      const params = {
        objectGroup: groupOf(lifetime),
        generatePreview: true,
        throwOnSideEffect,
        silent: true,
      };
      return call === undefined
        ? debuggee.evaluate(code, params)
        : debuggee.inspector.call<Evaluation>("Debugger.evaluateOnCallFrame", {
          callFrameId: call.callFrameId,
          expression: code,
          ...params,
        });
    };
    const answer = await run(expression);
    if (answer.exceptionDetails?.exception?.className !== "SyntaxError") return valueOf(answer);
    const code = withoutTypes(expression);
    return valueOf(code === undefined ? answer : await run(code));
  }

  async #assign(
    debuggee: Debuggee,
    handle: Handle,
    name: string,
    value: RemoteValue,
  ): Promise<void> {
    if (handle.kind === "object") {
      valueOf(
        await debuggee.callOn(
          handle.objectId,
          "function (name, value) { 'use strict'; this[name] = value; }",
          [{ value: name }, argumentOf(value)],
        ),
      );
    } else if (handle.kind === "globals") {
      valueOf(await this.#callWith(debuggee, await globalSetter(debuggee, name), [value]));
    } else {
      const scopeNumber = await scopeOf(debuggee, handle.call, handle.numbers, name);
      await debuggee.inspector.call("Debugger.setVariableValue", {
        scopeNumber,
        variableName: name,
        newValue: argumentOf(value),
        callFrameId: handle.call.callFrameId,
      });
    }
  }

  /** Calls a function of the global scope with values of the session. */
  async #callWith(
    debuggee: Debuggee,
    functionDeclaration: string,
    values: readonly RemoteValue[],
    params: Record<string, unknown> = {},
  ): Promise<Evaluation> {
    const { objectId } = valueOf(await debuggee.evaluate("globalThis"));
    return await debuggee.callOn(objectId!, functionDeclaration, values.map(argumentOf), params);
  }
}

/** A function that sets a global: the variable that a cell has declared, or a new one. */
async function globalSetter(debuggee: Debuggee, name: string): Promise<string> {
  const { names } = await debuggee.inspector.call<{ names: string[] }>(
    "Runtime.globalLexicalScopeNames",
  );
  return names.includes(name)
    ? `function (__labbook_value) { ${name} = __labbook_value; }`
    : `function (value) { globalThis[${JSON.stringify(name)}] = value; }`;
}

async function scopeOf(
  debuggee: Debuggee,
  call: CallFrame,
  numbers: readonly number[],
  name: string,
): Promise<number> {
  for (const number of numbers) {
    const { result } = await debuggee.inspector.call<{ result: Property[] }>(
      "Runtime.getProperties",
      { objectId: call.scopeChain[number]!.object.objectId, ownProperties: true },
    );
    if (result.some((property) => property.name === name)) return number;
  }
  throw new DebugRequestError(`Cannot set "${name}": the scope has no such variable`);
}

function argumentOf({ objectId, unserializableValue, value }: RemoteValue): Body {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}

/** TypeScript as JavaScript, where types are all that V8 cannot read. */
function withoutTypes(expression: string): string | undefined {
  try {
    return stripTypeScriptTypes(expression);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
