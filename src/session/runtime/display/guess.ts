/** What a value is, by what it can do. @module */

import type { MimeBundle } from "../../types.ts";
import { frameOf } from "./data_frame.ts";
import { bytesOf, imageBundle } from "./image.ts";
import { tableBundle } from "./table.ts";
import { vegaType } from "./vega.ts";

type Members = Record<string, unknown>;

/**
 * The bundle of a canvas, a chart, an image, a data frame, a tensor or an element, of whichever library;
 * `undefined` for any other value.
 *
 * @throws what the value's own methods throw.
 */
export function guessBundle(value: object): MimeBundle | undefined {
  const bytes = bytesOf(value);
  if (bytes !== undefined) return imageBundle(bytes);
  const members = value as Members;
  return canvasBundle(members) ?? chartBundle(members) ?? frameBundle(members) ??
    elementBundle(members) ?? tensorBundle(members);
}

function canvasBundle(value: Members): MimeBundle | undefined {
  if (typeof value.toDataURL !== "function") return undefined;
  const url: unknown = value.toDataURL();
  const match = typeof url === "string" ? /^data:([^;,]+);base64,(.*)$/s.exec(url) : null;
  return match === null ? undefined : { [match[1]!]: match[2]! };
}

function chartBundle(value: Members): MimeBundle | undefined {
  const spec: unknown = typeof value.toSpec === "function" ? value.toSpec() : value;
  const mime = vegaType(spec);
  if (mime === undefined) return undefined;
  // The text of a notebook: without functions and cycles, which a message cannot carry.
  return { [mime]: JSON.parse(JSON.stringify(spec)), "text/plain": "[Vega chart]" };
}

function frameBundle(value: Members): MimeBundle | undefined {
  const frame = frameOf(value);
  return frame === undefined ? undefined : tableBundle(frame);
}

function elementBundle(value: Members): MimeBundle | undefined {
  const html = value.outerHTML;
  if (typeof html !== "string") return undefined;
  return { [/^\s*<svg[\s>]/i.test(html) ? "image/svg+xml" : "text/html"]: html };
}

/** Tensors print themselves, shortened; their inspection would show how they are stored. */
function tensorBundle(value: Members): MimeBundle | undefined {
  if (!Array.isArray(value.shape) || typeof value.dtype !== "string") return undefined;
  if (typeof value.toString !== "function" || value.toString === Object.prototype.toString) {
    return undefined;
  }
  const text: unknown = value.toString();
  return typeof text === "string" ? { "text/plain": text } : undefined;
}
