/** The awaits of a cell's code, which an interrupt can end. @module */

import { cellContext, KeyboardInterrupt } from "./cell_context.ts";

/** The awaits that passed an error on, by their numbers. */
const awaitsOf = new WeakMap<object, number[]>();
const MOST_AWAITS = 50;

/** The numbers of the awaits that passed an error on, the innermost first. */
export function awaitsThrough(error: object): number[] {
  return awaitsOf.get(error) ?? [];
}

/**
 * Returns what an `await` of the cell's code waits for: the value itself where it is no promise, else a
 * promise that an interrupt rejects. `place` is the await's number: the promise hides it from the engine,
 * which would put it on the stack of an error. A race against one lasting promise would do the same at a hundred
 * times the cost.
 */
export function wait(value: unknown, place?: number): unknown {
  const cell = cellContext();
  if (cell?.stopped) throw new KeyboardInterrupt();
  if (cell === undefined || !isThenable(value)) return value;
  return new Promise((resolve, reject) => {
    cell.waits.add(reject);
    value.then(
      (result) => {
        cell.waits.delete(reject);
        resolve(result);
      },
      (error) => {
        cell.waits.delete(reject);
        if (place !== undefined) notePassing(error, place);
        reject(error);
      },
    );
  });
}

function notePassing(error: unknown, place: number): void {
  if (typeof error !== "object" || error === null) return;
  const places = awaitsOf.get(error);
  if (places === undefined) awaitsOf.set(error, [place]);
  else if (places.length < MOST_AWAITS && places.at(-1) !== place) places.push(place);
}

/** Returns an async iterable over `iterable` whose every step an interrupt can end. */
export function waitEach(
  iterable: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      if (isAsyncIterable(iterable)) {
        const iterator = iterable[Symbol.asyncIterator]();
        return {
          next: (...args) => Promise.resolve(wait(iterator.next(...args))) as StepResult,
          // Only where the iterator has it: a loop that ends early calls it.
          return: async (value) =>
            await iterator.return?.(value) ?? { done: true, value: await value },
        };
      }
      const iterator = iterable[Symbol.iterator]();
      return {
        async next(): Promise<IteratorResult<unknown>> {
          const { done, value } = iterator.next();
          return { done: done ?? false, value: await wait(value) } as IteratorResult<unknown>;
        },
        return: async (value) => iterator.return?.(await value) ?? { done: true, value },
      };
    },
  };
}

type StepResult = Promise<IteratorResult<unknown>>;

/** Whether a value has a method `then`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && (typeof value === "object" || typeof value === "function") &&
    typeof (value as { then?: unknown }).then === "function";
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return typeof (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] ===
    "function";
}
