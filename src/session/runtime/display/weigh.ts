/** How deep a value can be inspected without taking long. @module */

/** What `Deno.inspect` shows of an array, a set, a map or a typed array. */
const SHOWN_ITEMS = 100;
/** What `Deno.inspect` shows of a string inside another value, in UTF-16 units. */
const SHOWN_TEXT = 10_000;
/** The part of a string that costs as much as a value. */
const TEXT_UNIT = 500;

/**
 * The greatest depth up to `depth` at which an inspection of `value` visits no more than about
 * `limit` values; -1 where its own properties alone are more. Getters are not called.
 */
export function affordableDepth(value: object, depth: number, limit: number): number {
  let weight = 0;
  let level: unknown[] = [value];
  for (let reached = -1; reached < depth; reached++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const inner of innerValues(item, limit - weight)) {
        weight += typeof inner === "string"
          ? 1 + Math.min(inner.length, SHOWN_TEXT) / TEXT_UNIT
          : 1;
        if (weight > limit) return reached;
        next.push(inner);
      }
    }
    if (next.length === 0) return depth;
    level = next;
  }
  return depth;
}

/** The values inside a value that an inspection shows, a few more than `limit` at most. */
function* innerValues(value: object, limit: number): Generator<unknown> {
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
  let shown = 0;
  for (const key of Object.keys(value)) {
    if (shown++ > limit) return;
    yield Object.getOwnPropertyDescriptor(value, key)?.value;
  }
}
