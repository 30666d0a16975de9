/**
 * Finds out what kind of figure a value is.
 *
 * @module
 */
import fs from "node:fs";
import { type FigureBundle, readFigureBundle } from "../store/mod.ts";

const DISPLAY = Symbol.for("Jupyter.display");

function imageType(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47) {
    return "image/png";
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  return undefined;
}

function markupType(text: string): string | undefined {
  const start = text.slice(0, 4096).replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "").trimStart();
  if (/^(<!DOCTYPE\s+svg[^>]*>\s*)?<svg[\s>/]/i.test(start)) return "image/svg+xml";
  if (/^<(!DOCTYPE\s+html|[a-z][a-z0-9-]*[\s>/])/i.test(start)) return "text/html";
  return undefined;
}

function specType(spec: Record<string, unknown>): string | undefined {
  const schema = typeof spec.$schema === "string"
    ? /\/schema\/(vega|vega-lite)\/v(\d+)/.exec(spec.$schema)
    : null;
  if (schema) return `application/vnd.${schema[1]!.replace("-", "")}.v${schema[2]}+json`;
  const composed = ["layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"];
  if ("mark" in spec || composed.some((key) => key in spec)) {
    return "application/vnd.vegalite.v5+json";
  }
  return "marks" in spec ? "application/vnd.vega.v5+json" : undefined;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fromText(text: string): FigureBundle | undefined {
  const type = markupType(text);
  if (type) return new Map([[type, encode(text)]]);
  // A path, then.
  if (/\.(png|jpe?g|svg|html?)$/i.test(text) && fs.existsSync(text)) {
    return fromBytes(fs.readFileSync(text));
  }
  return undefined;
}

function fromBytes(bytes: Uint8Array): FigureBundle | undefined {
  const type = imageType(bytes);
  return type ? new Map([[type, bytes]]) : fromText(new TextDecoder().decode(bytes));
}

function describe(figure: unknown): string {
  if (typeof figure === "string") return `the text ${JSON.stringify(figure.slice(0, 60))}`;
  if (figure instanceof Uint8Array) return `${figure.length} bytes without a PNG or JPEG header`;
  if (figure === null || typeof figure !== "object") return String(figure);
  return `an object with the keys ${Object.keys(figure).slice(0, 8).join(", ") || "(none)"}`;
}

/** What a display method returned: a MIME bundle, or one with its metadata, as Labbook's kernel takes it. */
function dataOf(shown: Record<string, unknown>): Record<string, unknown> {
  const { data } = shown ?? {};
  return typeof data === "object" && data !== null ? data as Record<string, unknown> : shown;
}

/**
 * The formats of a figure: of PNG or JPEG bytes, SVG or HTML text, the path of such a file, a Vega or
 * Vega-Lite specification, or an object with a `Symbol.for("Jupyter.display")` method.
 *
 * @throws {TypeError} If it is none of these.
 */
export async function figureFormats(figure: unknown, name: string): Promise<FigureBundle> {
  let found: FigureBundle | undefined;
  const display = (figure as Record<symbol, unknown> | null | undefined)?.[DISPLAY];
  if (typeof display === "function") found = readFigureBundle(dataOf(await display.call(figure)));
  else if (typeof figure === "string") found = fromText(figure);
  else if (figure instanceof ArrayBuffer) found = fromBytes(new Uint8Array(figure));
  else if (figure instanceof Uint8Array) found = fromBytes(figure);
  else if (typeof figure === "object" && figure !== null) {
    const { outerHTML } = figure as { outerHTML?: unknown };
    if (typeof outerHTML === "string") found = fromText(outerHTML);
    else {
      const type = specType(figure as Record<string, unknown>);
      if (type) found = new Map([[type, encode(JSON.stringify(figure))]]);
    }
  }
  if (found && found.size > 0) return found;
  throw new TypeError(
    `Cannot log figure ${JSON.stringify(name)}: ${describe(figure)}, expected PNG or JPEG bytes, ` +
      `SVG or HTML text, the path of such a file, a Vega or Vega-Lite specification, or an object ` +
      `with a Symbol.for("Jupyter.display") method`,
  );
}
