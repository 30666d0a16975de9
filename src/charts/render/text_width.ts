/**
 * How wide a text is in the shipped font: Vega itself can only guess where there is no canvas.
 *
 * @module
 */
import { importPackage } from "../../packages/mod.ts";
import { type Fonts, shippedFonts } from "./fonts.ts";

/** What says how wide a text is drawn. */
export interface TextMeter {
  /** The width in the unit of `size`. */
  width(text: string, size: number, isBold: boolean): number;
  /** Whether the font has a picture of every character. */
  hasAll(text: string): boolean;
}

let shipped: Promise<TextMeter> | undefined;

/** The meter of the shipped font. */
export function shippedMeter(): Promise<TextMeter> {
  shipped ??= shippedFonts().then(textMeter).catch((error) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

/** What is used of the library that reads fonts. */
interface OpenType {
  default: Pick<typeof import("npm:@types/opentype.js@1.3.10"), "parse">;
}

/** Makes a meter of a font's two weights. */
export async function textMeter(fonts: Fonts): Promise<TextMeter> {
  const { default: { parse } } = await importPackage<OpenType>("npm:opentype.js@1.3.4");
  // Without lowMemory all outlines are read, of which none is needed: 30 ms instead of 5.
  const read = ({ bytes }: { bytes: Uint8Array }) =>
    parse(Uint8Array.from(bytes).buffer, { lowMemory: true });
  const regular = read(fonts.regular);
  const bold = read(fonts.bold);
  const advances = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const advanceOf = (character: string, isBold: boolean): number => {
    const known = isBold ? advances.bold : advances.regular;
    let advance = known.get(character);
    if (advance === undefined) {
      const font = isBold ? bold : regular;
      const { index, advanceWidth = 0 } = font.charToGlyph(character);
      // Another font will draw what this one lacks, mostly in a square of the text's size.
      advance = index === 0 ? 1 : advanceWidth / font.unitsPerEm;
      known.set(character, advance);
    }
    return advance;
  };
  return {
    width(text, size, isBold) {
      let sum = 0;
      for (const character of text) sum += advanceOf(character, isBold);
      return sum * size;
    },
    hasAll(text) {
      // Of a picture, nearly all is ASCII.
      const others = new Set(text.match(/[^ -~\s]/gu));
      return [...others].every((character) => regular.charToGlyphIndex(character) !== 0);
    },
  };
}
