/**
 * Runs magics in a session: what the calls that cells are rewritten to do.
 *
 * @module
 */

import { labbook, loadLabbook } from "./labbook.ts";
import type { MagicCall, MagicFinish, MagicOutcome } from "./magic.ts";
import { MAGICS } from "./mod.ts";
import { parseArguments, registeredShape } from "./parser/mod.ts";
import { show } from "./show.ts";

/** What a call carries beside its arguments. */
interface CallExtras {
  /** The lines below `%%name`, where they are text. */
  body?: string;
  /** The code that the magic calls. */
  code?: () => unknown;
  /** Whether the call's value is used. */
  isAssigned?: boolean;
}

/** A magic whose code runs. */
class OpenMagic {
  constructor(readonly finish: MagicFinish["finish"]) {}
}

/** The magics whose code runs, the innermost last. */
const open: OpenMagic[] = [];

/** Loads what magics need; to be awaited before the first call. */
export async function loadMagics(): Promise<void> {
  await loadLabbook();
}

/**
 * Calls a magic; what it returns is displayed, or returned where the call's value is used. A magic whose code
 * follows returns what {@linkcode endMagic} takes.
 *
 * @throws {TypeError} Where its arguments are wrong.
 */
export function callMagic(
  [name, kind, texts, values, extras = {}]: [
    name: string,
    kind: "line" | "cell",
    texts: readonly string[],
    values: readonly unknown[],
    extras?: CallExtras,
  ],
  signal: AbortSignal,
): unknown {
  const { body, code, isAssigned = false } = extras;
  // One of the user's own goes before, as it does in the kernel.
  const magic = labbook().host()?.magics.has(name) ? undefined : MAGICS.get(name);
  const call: MagicCall = {
    kind,
    ...parseArguments(magic ?? registeredShape(name), texts, values),
    texts,
    values,
    signal,
    ...body === undefined ? {} : { body },
    ...code === undefined ? {} : { code },
    isAssigned,
  };
  const returned = magic === undefined ? callRegistered(name, call) : magic.run(call);
  const runsCode = magic?.[kind] === "code";
  const take = (value: unknown): unknown => {
    if (runsCode) {
      const opened = begin(value);
      // Without lines below it, the call would be the cell's value.
      return kind === "cell" ? undefined : opened;
    }
    return isAssigned ? value : show(value);
  };
  if (magic?.isSync && kind === "line") {
    if (runsCode) return begin(returned);
    if (isAssigned) return returned;
    // What it displays is on its way when this returns.
    show(returned);
    return undefined;
  }
  return Promise.resolve(returned).then(take);
}

/**
 * Ends a magic whose code has come to its end, the innermost by default, and passes the code's value on. A promise
 * has come to its end when it is settled.
 */
export function endMagic([opened, value]: [opened?: OpenMagic, value?: unknown]): unknown {
  if (opened === undefined || !(value instanceof Promise)) return end(opened ?? open.at(-1), value);
  return value.then((settled) => end(opened, settled));
}

function end(opened: OpenMagic | undefined, value: unknown): unknown {
  const at = opened === undefined ? -1 : open.lastIndexOf(opened);
  if (at === -1) return value;
  open.splice(at, 1);
  const finished = opened!.finish({ status: "ok" });
  if (finished === undefined) return value;
  return Promise.resolve(finished).then(show).then(() => value);
}

/** Ends all magics whose code has ended with its cell, the innermost first. */
export async function finishMagics(outcome: MagicOutcome): Promise<void> {
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    await show(await last.finish(outcome));
  }
}

function begin(returned: unknown): OpenMagic {
  const opened = new OpenMagic((outcome) => (returned as MagicFinish | undefined)?.finish(outcome));
  open.push(opened);
  return opened;
}

/** Calls a magic that the user has registered. */
function callRegistered(name: string, call: MagicCall): unknown {
  const registered = labbook().host()?.magics.get(name);
  if (registered === undefined) {
    // Its session has ended since it was registered.
    throw new Error(`Cannot run %${name}: this session has no such magic; register it again`);
  }
  const { kind, positional, pairs, options, text, body } = call;
  const request = { kind, positional, pairs, options, text };
  return registered.run(body === undefined ? request : { ...request, body });
}
