/** Thrown values as data that the kernel can show. @module */

import { withoutVersions } from "./modules.ts";
import { awaitsThrough } from "./waits.ts";
import type { StackFrame, ThrownError } from "../types.ts";

/** The frames of errors whose stack was asked for, as `Error.prepareStackTrace` saw them. */
const framesOf = new WeakMap<object, StackFrame[]>();

// Taken before the user's code can replace them.
const ErrorClass = Error;
const { isError: isErrorObject } = Error;

/** How many causes of causes are followed. */
const DEEPEST_CAUSE = 8;
const MOST_ERRORS = 20;
/** How many errors are described in all: aggregates may hold aggregates. */
const MOST_DESCRIBED = 60;

/** Where the own code of the runtime lies, whose frames nobody wants to see in a stack. */
const RUNTIME = new URL("./", import.meta.url);
const RUNTIME_PATH = decodeURIComponent(RUNTIME.pathname);

/** Makes stacks name cells, which the runtime's own way of writing them leaves out. */
export function installStackTraces(): void {
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = (error, callSites) => {
    const frames = callSites.map(toFrame).filter(({ url }) => !isOwn(url));
    framesOf.set(error, frames);
    return [String(error), ...frames.map((frame) => `    at ${formatFrame(frame)}`)].join("\n");
  };
}

function isOwn(url: string): boolean {
  return url.startsWith(RUNTIME.href) || url.startsWith(RUNTIME_PATH);
}

/** Leaves calls out of an error's stack. */
export function hideCalls(thrown: unknown, isHidden: (frame: StackFrame) => boolean): void {
  if (isError(thrown)) framesOf.set(thrown, frames(thrown).filter((frame) => !isHidden(frame)));
}

/** Describes what was thrown; it never throws itself, whatever the value is. */
export function describeThrown(thrown: unknown): ThrownError {
  return describe(thrown, [], { left: MOST_DESCRIBED });
}

/** `above` are the errors that this one is a cause or a part of; each of them is described once. */
function describe(
  thrown: unknown,
  above: readonly unknown[],
  budget: { left: number },
): ThrownError {
  budget.left--;
  if (!isError(thrown)) {
    const text = inspect(thrown);
    return { name: typeName(thrown), message: text, text, frames: [] };
  }
  const described: ThrownError = {
    name: textOf(() => thrown.name) || "Error",
    message: withoutVersions(textOf(() => thrown.message)),
    frames: frames(thrown),
  };
  const awaits = awaitsThrough(thrown);
  if (awaits.length > 0) described.awaits = awaits;
  const code = read(() => (thrown as { code?: unknown }).code);
  if (typeof code === "string" || typeof code === "number") described.code = String(code);
  const cause = read(() => thrown.cause);
  const chain = [...above, thrown];
  const isNew = (value: unknown): boolean =>
    budget.left > 0 && chain.length <= DEEPEST_CAUSE && !chain.includes(value);
  if (cause !== undefined && isNew(cause)) described.cause = describe(cause, chain, budget);
  const errors = read(() => (thrown as AggregateError).errors);
  if (isArray(errors)) {
    const parts: ThrownError[] = [];
    // One by one, as a part may use up what is left.
    for (const one of errors.slice(0, MOST_ERRORS)) {
      if (isNew(one)) parts.push(describe(one, chain, budget));
    }
    described.errors = parts;
    described.errorCount = errors.length;
  }
  const properties = ownProperties(thrown);
  if (properties !== undefined) described.properties = properties;
  return described;
}

function isError(value: unknown): value is Error {
  try {
    return isErrorObject(value) || value instanceof ErrorClass;
  } catch {
    // A proxy may throw at any question.
    return false;
  }
}

function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    // A revoked Proxy.
    return false;
  }
}

function toFrame(site: NodeJS.CallSite): StackFrame {
  const scriptName = (site as unknown as { getScriptNameOrSourceURL?(): string | null })
    .getScriptNameOrSourceURL;
  const type = site.getTypeName();
  const method = site.getFunctionName() ?? site.getMethodName();
  const isConstructor = site.isConstructor();
  const qualified = method && type && type !== "Object" && type !== "global" && !isConstructor &&
    !site.isToplevel() && !method.includes(".");
  const name = method
    ? `${isConstructor ? "new " : ""}${qualified ? `${type}.` : ""}${method}`
    : null;
  const frame: StackFrame = {
    name,
    url: withoutVersions(site.getFileName() || scriptName?.call(site) || "<anonymous>"),
    line: site.getLineNumber() ?? 1,
    column: site.getColumnNumber() ?? 1,
  };
  if ((site as unknown as { isAsync?(): boolean }).isAsync?.()) frame.async = true;
  return frame;
}

function formatFrame({ name, url, line, column, async }: StackFrame): string {
  const place = `${url}:${line}:${column}`;
  return `${async ? "async " : ""}${name === null ? place : `${name} (${place})`}`;
}

/** The frames of an error; from the text of its stack where that was not made in this thread. */
function frames(error: Error): StackFrame[] {
  const stack = read(() => error.stack);
  const known = framesOf.get(error);
  if (known !== undefined) return known;
  if (typeof stack !== "string") return [];
  return stack.split("\n").flatMap((line): StackFrame[] => {
    const found = line.match(/^\s+at (async )?(?:(.*) \()?([^()]+?):(\d+):(\d+)\)?$/);
    if (found === null) return [];
    const [, async, name, url, row, column] = found;
    return [{
      name: name ?? null,
      url: url!,
      line: Number(row),
      column: Number(column),
      ...(async ? { async: true } : {}),
    }];
  });
}

function ownProperties(error: Error): string | undefined {
  const known = new Set(["stack", "message", "name", "cause", "errors", "code"]);
  const own = read(() => Object.keys(error).filter((key) => !known.has(key))) as
    | string[]
    | undefined;
  if (own === undefined || own.length === 0) return undefined;
  const picked = Object.fromEntries(
    own.slice(0, 20).map((
      key,
    ) => [key, read(() => (error as unknown as Record<string, unknown>)[key])]),
  );
  return inspect(picked);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return textOf(() => value.constructor.name) || "Object";
}

function inspect(value: unknown): string {
  try {
    return Deno.inspect(value, { depth: 3, strAbbreviateSize: 1000, iterableLimit: 20 });
  } catch {
    return `[${typeof value} that cannot be shown]`;
  }
}

function textOf(get: () => unknown): string {
  const value = read(get);
  return typeof value === "string"
    ? value.toWellFormed()
    : value === undefined
    ? ""
    : inspect(value);
}

/** Reads a property that may be a getter which throws. */
function read(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return undefined;
  }
}
