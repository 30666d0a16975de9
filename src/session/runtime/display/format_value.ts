/** The representations of a value. @module */

import { toFormatted } from "./bundle.ts";
import type { Formatted } from "./bundle.ts";
import { guessBundle } from "./guess.ts";
import { blobBundle } from "./image.ts";
import { inspectValue } from "./inspect.ts";

/** The key of the method by which a value says itself how it is displayed. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/**
 * How a value is displayed: by its own display method where it has one, as a chart, an image, an
 * element or a table where it is one, else as `Deno.inspect` shows it. Nothing for `undefined`.
 * A display method that returns no MIME bundle is told of in the text. The answer is a promise only
 * where it has to be (an asynchronous display method, a Blob), so that displays and console lines
 * keep their order.
 *
 * @throws what the value's own display method throws; a TypeError where a bundle holds what no
 * message can carry.
 */
export function formatValue(
  value: unknown,
): Formatted | undefined | Promise<Formatted> {
  if (value === undefined) return undefined;
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return plain(value);
  }
  const method = displayMethod(value);
  if (method !== undefined) return formatOwn(value, method);
  if (value instanceof Blob) return formatBlob(value);
  try {
    const data = guessBundle(value);
    if (data !== undefined) return { data, metadata: {} };
  } catch {
    // A value that only looks like a chart, an element or a table: its inspection is still right.
  }
  return plain(value);
}

function formatOwn(value: object, method: () => unknown): Formatted | Promise<Formatted> {
  const returned = method.call(value);
  const judge = (bundle: unknown): Formatted => toFormatted(bundle) ?? warned(value, bundle);
  return isThenable(returned) ? Promise.resolve(returned).then(judge) : judge(returned);
}

async function formatBlob(blob: Blob): Promise<Formatted> {
  const data = await blobBundle(blob);
  return data === undefined ? plain(blob) : { data, metadata: {} };
}

function plain(value: unknown): Formatted {
  return { data: { "text/plain": inspectValue(value) }, metadata: {} };
}

function warned(value: object, returned: unknown): Formatted {
  const warning = `Cannot display the value by its display method: it returned ` +
    `${inspectValue(returned)}, expected an object with MIME types as keys`;
  return { data: { "text/plain": `${warning}\n${inspectValue(value)}` }, metadata: {} };
}

/** The display method of a value: that of the symbol, or one named `$display`. */
function displayMethod(value: object): (() => unknown) | undefined {
  for (const key of [DISPLAY, "$display"]) {
    try {
      const method = (value as Record<PropertyKey, unknown>)[key];
      if (typeof method === "function") return method as () => unknown;
    } catch {
      // A getter or a Proxy's trap that throws is no display method.
    }
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}
