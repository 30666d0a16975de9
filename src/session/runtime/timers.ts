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
import { replace } from "./replace.ts";

// deno-lint-ignore no-explicit-any -- whatever arguments the caller gave to its callback
type Callback = (...args: any[]) => unknown;
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
  const run = (cell: CellContext | undefined, callback: Callback, args: unknown[]): void => {
    if (cell?.stopped) return;
    Promise.resolve().then(() => callback(...args)).catch((error) => showError(error, cell));
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
      forget.delete(Number(timer));
    };
    const timer = schedule(() => {
      if (!repeats) {
        forget.delete(Number(timer));
        cell?.timers.delete(stop);
      }
      run(cell, callback as Callback, args);
    }, ms);
    if (cell !== undefined) {
      cell.timers.add(stop);
      forget.set(Number(timer), () => cell.timers.delete(stop));
    }
    return timer;
  };
  const end = (clear: Clear) => (timer?: Timer): void => {
    clear(timer);
    forget.get(Number(timer))?.();
    forget.delete(Number(timer));
  };
  replace(globalThis, "setTimeout", start(setTimeout as Schedule, clearTimeout as Clear, false));
  replace(globalThis, "setInterval", start(setInterval as Schedule, clearInterval as Clear, true));
  replace(globalThis, "clearTimeout", end(clearTimeout as Clear));
  replace(globalThis, "clearInterval", end(clearInterval as Clear));
  replace(globalThis, "setImmediate", (callback: Callback, ...args: unknown[]) => {
    const cell = cellContext();
    return setImmediate(() => run(cell, callback, args));
  });

  const nextTick = process.nextTick.bind(process);
  process.nextTick = (callback: Callback, ...args: unknown[]) => {
    const cell = cellContext();
    nextTick(() => run(cell, callback, args));
  };
  installFetch();
}

function installFetch(): void {
  const fetch = globalThis.fetch;
  replace(
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
