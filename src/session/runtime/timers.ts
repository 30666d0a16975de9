/**
 * Timers and fetches that belong to their cell: an interrupt stops them, their errors are shown in it.
 *
 * A callback runs in a microtask of its own. Code that runs directly in a timer cannot be terminated
 * without ending the whole process.
 *
 * @module
 */

import process from "node:process";
import { type CellContext, cellContext } from "./cell_context.ts";
import { replace, replaceFunction } from "./replace.ts";

// deno-lint-ignore no-explicit-any -- whatever arguments the caller gave to its callback
type Callback = (this: any, ...args: any[]) => unknown;
/** A number, or an object that stands for one. */
type Timer = number | object;
type Schedule = (callback: () => void, ms?: number) => Timer;
type Clear = (timer?: Timer) => void;

/** Replaces the global timers, `process.nextTick` and `fetch`. */
export function installTimers(
  showError: (error: unknown, cell: CellContext | undefined) => void,
): void {
  const { setTimeout, setInterval, clearTimeout, clearInterval, setImmediate } = globalThis;

  /** Runs a callback where it can be terminated, and shows what it throws in its cell. */
  const run = (
    cell: CellContext | undefined,
    callback: Callback,
    args: unknown[],
    self?: unknown,
  ): void => {
    if (cell?.stopped) return;
    Promise.resolve().then(() => callback.apply(self, args))
      .catch((error) => showError(error, cell));
  };
  /** How a cell forgets a timer that ends, by the timer's number. */
  const forget = new Map<number, () => void>();

  const start = (
    schedule: Schedule,
    clear: Clear,
    repeats: boolean,
  ) =>
  (callback: unknown, ms?: number, ...args: unknown[]): Timer => {
    // What is no function is refused, or ignored, by the real timer.
    if (typeof callback !== "function") return schedule(callback as () => void, ms);
    const cell = cellContext();
    const stop = (): void => {
      clear(timer);
      forget.delete(idOf(timer));
    };
    const timer: Timer = schedule(() => {
      if (!repeats) {
        forget.delete(idOf(timer));
        cell?.timers.delete(stop);
      }
      run(cell, callback as Callback, args, timer);
    }, ms);
    if (cell !== undefined) {
      cell.timers.add(stop);
      forget.set(idOf(timer), () => cell.timers.delete(stop));
    }
    return timer;
  };
  const end = (clear: Clear) => (timer?: Timer): void => {
    clear(timer);
    const id = idOf(timer);
    forget.get(id)?.();
    forget.delete(id);
  };
  replaceFunction(
    globalThis,
    "setTimeout",
    start(setTimeout as Schedule, clearTimeout as Clear, false),
  );
  replaceFunction(
    globalThis,
    "setInterval",
    start(setInterval as Schedule, clearInterval as Clear, true),
  );
  replaceFunction(globalThis, "clearTimeout", end(clearTimeout as Clear));
  replaceFunction(globalThis, "clearInterval", end(clearInterval as Clear));
  replaceFunction(globalThis, "setImmediate", (callback: Callback, ...args: unknown[]) => {
    if (typeof callback !== "function") return setImmediate(callback);
    const cell = cellContext();
    const immediate: object = setImmediate(() => run(cell, callback, args, immediate));
    return immediate;
  });

  const nextTick = process.nextTick.bind(process);
  process.nextTick = (callback: Callback, ...args: unknown[]) => {
    if (typeof callback !== "function") return nextTick(callback);
    const cell = cellContext();
    nextTick(() => run(cell, callback, args));
  };
  installFetch();
}

/** The number of a timer; NaN of what is none. */
function idOf(timer: unknown): number {
  try {
    return Number(timer);
  } catch {
    return NaN;
  }
}

function installFetch(): void {
  const fetch = globalThis.fetch;
  replaceFunction(
    globalThis,
    "fetch",
    (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const cell = cellContext();
      if (cell === undefined) return fetch(input, init);
      cell.abort ??= new AbortController();
      const own = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      const signal = own ? AbortSignal.any([own, cell.abort.signal]) : cell.abort.signal;
      return fetch(input, { ...init, signal });
    },
  );
}

/** Replaces `Deno.serve`: a loop directly in a request's handler cannot be terminated, after an await it can. */
export function installServe(deno: { serve: typeof Deno.serve }): void {
  const wrap = (handler: Callback): Callback => async (...args) => {
    await undefined;
    return await handler(...args);
  };
  // The runtime loads its server when it is first asked for, and so it stays.
  const { get } = Object.getOwnPropertyDescriptor(deno, "serve")!;
  const value = get === undefined ? deno.serve : undefined;
  const serve = (...args: unknown[]): unknown =>
    ((value ?? get!.call(deno)) as Callback)(...args.map((arg) => {
      if (typeof arg === "function") return wrap(arg as Callback);
      const handler = (arg as { handler?: unknown } | null)?.handler;
      if (typeof handler !== "function") return arg;
      return { ...arg as object, handler: wrap(handler as Callback) };
    }));
  replace(deno, "serve", serve);
}
