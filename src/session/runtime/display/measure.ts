/** How much there is to inspect in a value. @module */

/** What `Deno.inspect` shows of an array, a set, a map or a typed array. */
const SHOWN_ITEMS = 100;

/**
 * The number of values that an inspection of `value` down to `depth` would visit, counted no further
 * than just above `limit`. Getters are not called.
 */
export function measure(value: unknown, depth: number, limit: number): number {
  let count = 0;
  const visit = (item: unknown, left: number): void => {
    count++;
    if (typeof item !== "object" || item === null || left < 0 || count > limit) return;
    for (const inner of itemsOf(item, limit - count)) {
      visit(inner, left - 1);
      if (count > limit) return;
    }
  };
  try {
    visit(value, depth);
  } catch {
    // The value's own code threw; the inspection will meet that too and tell it.
    return count;
  }
  return count;
}

function* itemsOf(value: object, limit: number): Generator<unknown> {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  if (Array.isArray(value)) {
    yield* value.slice(0, SHOWN_ITEMS);
    return;
  }
  if (value instanceof Map || value instanceof Set) {
    let shown = 0;
    for (const item of value) {
      if (shown++ === SHOWN_ITEMS) break;
      yield item;
    }
  }
  const keys = Object.keys(value);
  for (const key of keys.slice(0, limit + 1)) {
    yield Object.getOwnPropertyDescriptor(value, key)?.value;
  }
}
