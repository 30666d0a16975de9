/**
 * Vega and Vega-Lite, loaded where a chart is first drawn.
 *
 * @module
 */
import { importPackage } from "../../packages/mod.ts";
import type { TextMeter } from "./text_width.ts";

/** The two libraries. */
export interface VegaLibraries {
  /** Draws what Vega-Lite has compiled. */
  vega: typeof import("npm:vega@6.4.0");
  /** Compiles specifications. */
  vegaLite: typeof import("npm:vega-lite@6.4.3");
}

/** What Vega asks how wide a text is; its types leave it out. */
interface TextMetrics {
  width(item: TextItem, text: unknown): number;
}

interface TextItem {
  fontSize?: number;
  fontWeight?: string | number;
  limit?: number;
}

/** The size that Vega takes where a text has none. */
const DEFAULT_SIZE = 11;

let libraries: Promise<VegaLibraries> | undefined;

/** Loads both, once. */
export function loadVega(): Promise<VegaLibraries> {
  libraries ??= (async () => {
    const [vega, vegaLite] = await Promise.all([
      importPackage<VegaLibraries["vega"]>("npm:vega@6.4.0"),
      importPackage<VegaLibraries["vegaLite"]>("npm:vega-lite@6.4.3"),
    ]);
    return { vega, vegaLite };
  })();
  return libraries;
}

let measuring = 0;
let unmeasured: TextMetrics["width"] | undefined;

/**
 * Runs something while Vega measures texts in the shipped font. A program may use the same Vega for
 * charts of its own, so what it measured with before is put back.
 */
export async function withTextWidths<T>(
  vega: VegaLibraries["vega"],
  meter: TextMeter,
  draw: () => Promise<T>,
): Promise<T> {
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  if (measuring++ === 0) {
    unmeasured = textMetrics.width;
    textMetrics.width = (item, text) => widthOf(meter, item, text);
  }
  try {
    return await draw();
  } finally {
    if (--measuring === 0) textMetrics.width = unmeasured!;
  }
}

function widthOf(meter: TextMeter, item: TextItem, text: unknown): number {
  const { fontSize, fontWeight, limit = 0 } = item;
  const isBold = fontWeight === "bold" || fontWeight === "bolder" || Number(fontWeight) >= 600;
  const size = fontSize == null ? DEFAULT_SIZE : Number(fontSize) || 0;
  const width = meter.width(String(text ?? "").trim(), size, isBold);
  // Vega asks both for what is to be cut and for what was.
  return limit > 0 ? Math.min(width, limit) : width;
}
