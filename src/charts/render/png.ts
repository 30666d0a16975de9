/**
 * An SVG as PNG.
 *
 * @module
 */
import { type Fonts, shippedFonts } from "./fonts.ts";
import { rasterize } from "./resvg.ts";
import { shippedMeter } from "./text_width.ts";

/** How a PNG is drawn. */
export interface PngOptions {
  /** How many pixels a unit of the SVG gets; 2 by default, as sharp screens have. */
  scale?: number;
}

/** What no picture is larger than, in pixels: notebooks keep it as text. */
const LIMIT = { width: 4096, height: 16_384 };

/**
 * Draws an SVG as PNG, its text in the font that comes with Labbook. A picture that would be wider than
 * 4,096 pixels is drawn smaller.
 *
 * @throws {RangeError} If the scale is no number above 0.
 * @throws {Error} If the font is missing, or Deno does not permit what is needed.
 */
export async function renderPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  return await drawPng(svg, await shippedFonts(), options);
}

/** Draws with these fonts. */
export async function drawPng(
  svg: string,
  fonts: Fonts,
  { scale = 2 }: PngOptions = {},
): Promise<Uint8Array> {
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`Cannot draw a PNG: scale is ${scale}, expected a number above 0`);
  }
  const { width, height } = svgSize(svg);
  const zoom = Math.min(scale, LIMIT.width / width, LIMIT.height / height);
  const meter = await shippedMeter();
  return await rasterize(svg, { zoom, fonts, needsMoreFonts: !meter.hasAll(svg) });
}

/**
 * The size that an SVG says it has.
 *
 * @throws {TypeError} If it says none.
 */
export function svgSize(svg: string): { width: number; height: number } {
  const [root = ""] = /<svg\b[^>]*>/.exec(svg) ?? [];
  const read = (name: string): number =>
    Number(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`).exec(root)?.[1]);
  const [width, height] = [read("width"), read("height")];
  if (width > 0 && height > 0) return { width, height };
  throw new TypeError(
    `Cannot draw a PNG: the SVG begins with ${
      JSON.stringify(svg.slice(0, 60))
    }, expected an <svg> with width and height`,
  );
}
