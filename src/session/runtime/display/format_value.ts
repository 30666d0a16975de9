/** The representations of a value. @module */

import { toFormatted } from "./bundle.ts";
import type { Formatted } from "./bundle.ts";
import { frameOf } from "./data_frame.ts";
import { blobBundle } from "./image.ts";
import { describe, inspectValue } from "./inspect.ts";
import { recognizeBundle } from "./recognize.ts";
import { TABLE_LIMIT, tableBundle } from "./table.ts";

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
  if (typeof value === "function") return plain(value);
  if (value instanceof Blob) return formatBlob(value);
  const data = attempt(() => recognizeBundle(value));
  return data === undefined ? plain(value) : { data, metadata: {} };
}

/** What a value that only looks like a chart, an element or a table throws leaves it unrecognized. */
function attempt<T>(recognize: () => T): T | undefined {
  try {
    return recognize();
  } catch {
    return undefined;
  }
}

function formatOwn(value: object, method: () => unknown): Formatted | Promise<Formatted> {
  const returned = method.call(value);
  const judge = (bundle: unknown): Formatted => {
    const formatted = toFormatted(bundle);
    return formatted === undefined ? warned(value, bundle) : withText(value, formatted);
  };
  return isThenable(returned) ? Promise.resolve(returned).then(judge) : judge(returned);
}

/** Data frames that display themselves (nodejs-polars) do so without a text. */
function withText(value: object, formatted: Formatted): Formatted {
  if ("text/plain" in formatted.data) return formatted;
  const frame = attempt(() => frameOf(value, TABLE_LIMIT));
  if (frame === undefined) return formatted;
  const text = tableBundle(frame)["text/plain"];
  return { ...formatted, data: { ...formatted.data, "text/plain": text } };
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
    `${describe(returned)}, expected an object with MIME types as keys`;
  return { data: { "text/plain": `${warning}\n${inspectValue(value)}` }, metadata: {} };
}

/** The display method of a value: that of the symbol, or one named `$display`. */
function displayMethod(value: object): (() => unknown) | undefined {
  for (const key of [DISPLAY, "$display"]) {
    try {
      const method = key in value ? (value as Record<PropertyKey, unknown>)[key] : undefined;
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
