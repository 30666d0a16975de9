/** What a value is, by what it can do. @module */

import type { MimeBundle } from "../../types.ts";
import { toJson } from "./bundle.ts";
import { frameOf } from "./data_frame.ts";
import { bytesOf, imageBundle } from "./image.ts";
import { TABLE_LIMIT, tableBundle } from "./table.ts";
import { vegaText, vegaType } from "./vega.ts";

/** A value with a member that is known to be there. */
type With<Name extends string> = Record<Name, unknown>;

/**
 * The bundle of a canvas, a chart, an image, a data frame, a tensor or an element, of whichever library;
 * `undefined` for any other value.
 *
 * @throws what the value's own methods throw.
 */
export function recognizeBundle(value: object): MimeBundle | undefined {
  const bytes = bytesOf(value);
  if (bytes !== undefined) return imageBundle(bytes);
  return canvasBundle(value) ?? chartBundle(value) ?? frameBundle(value) ?? elementBundle(value) ??
    tensorBundle(value);
}

/**
 * Whether a value has a member. Only names that are there are read: a Proxy for something elsewhere
 * answers to every name, and a call of what it answers may do anything.
 */
function has<Name extends string>(value: object, name: Name): value is With<Name> {
  return name in value;
}

function canvasBundle(value: object): MimeBundle | undefined {
  if (!has(value, "toDataURL") || typeof value.toDataURL !== "function") return undefined;
  const url: unknown = value.toDataURL();
  const match = typeof url === "string" ? /^data:([^;,]+);base64,(.*)$/s.exec(url) : null;
  return match === null ? undefined : { [match[1]!]: match[2]! };
}

function chartBundle(value: object): MimeBundle | undefined {
  const makes = has(value, "toSpec") && typeof value.toSpec === "function";
  const spec: unknown = makes ? (value as { toSpec(): unknown }).toSpec() : value;
  const mime = vegaType(spec);
  if (mime === undefined) return undefined;
  return { [mime]: toJson(spec, "the chart"), "text/plain": vegaText(spec as object) };
}

function frameBundle(value: object): MimeBundle | undefined {
  const frame = frameOf(value, TABLE_LIMIT);
  return frame === undefined ? undefined : tableBundle(frame);
}

function elementBundle(value: object): MimeBundle | undefined {
  const html = has(value, "outerHTML") ? value.outerHTML : undefined;
  if (typeof html !== "string") return undefined;
  if (!/^\s*<svg[\s>]/i.test(html)) return { "text/html": html };
  // An SVG image needs the namespace that an element inside a page goes without.
  const hasNamespace = /^\s*<svg[^>]*\sxmlns=/i.test(html);
  return {
    "image/svg+xml": hasNamespace
      ? html
      : html.replace(/<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"'),
  };
}

/** Tensors print themselves, shortened; their inspection would show how they are stored. */
function tensorBundle(value: object): MimeBundle | undefined {
  if (!has(value, "shape") || !has(value, "dtype")) return undefined;
  if (!Array.isArray(value.shape) || typeof value.dtype !== "string") return undefined;
  if (typeof value.toString !== "function" || value.toString === Object.prototype.toString) {
    return undefined;
  }
  const text: unknown = value.toString();
  return typeof text === "string" ? { "text/plain": text } : undefined;
}
