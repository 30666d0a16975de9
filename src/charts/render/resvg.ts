/**
 * resvg, which turns SVG into pixels: as native code where Deno permits that, else as WebAssembly.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importPackage } from "../../packages/mod.ts";
import { isPermitted } from "../../store/mod.ts";
import { FONT_FAMILY, type Fonts } from "./fonts.ts";

/** Deno does not permit what a PNG needs; all else of a chart may need less. */
export class PngPermissionError extends Error {}

/** What is drawn, and how. */
export interface RasterOptions {
  /** Pixels of a unit of the SVG. */
  zoom: number;
  /** The fonts of all text. */
  fonts: Fonts;
  /** Whether there are characters that these lack, which the machine's fonts may have. */
  needsMoreFonts: boolean;
}

const FAMILIES = {
  defaultFontFamily: FONT_FAMILY,
  sansSerifFamily: FONT_FAMILY,
  serifFamily: FONT_FAMILY,
  cursiveFamily: FONT_FAMILY,
  fantasyFamily: FONT_FAMILY,
  monospaceFamily: FONT_FAMILY,
};

let native: Promise<typeof import("npm:@resvg/resvg-js@2.6.2") | undefined> | undefined;
let wasm: Promise<typeof import("npm:@resvg/resvg-wasm@2.6.2")> | undefined;

/** Loads what {@linkcode rasterize} will use. */
export async function loadRasterizer(): Promise<void> {
  if (!(mayUseNative() && await loadNative())) await loadWasm();
}

/** Turns an SVG into a PNG. */
export async function rasterize(svg: string, options: RasterOptions): Promise<Uint8Array> {
  const { zoom, fonts: { regular, bold }, needsMoreFonts } = options;
  const fitTo = { mode: "zoom", value: zoom } as const;
  const isOnDisk = regular.path !== undefined && bold.path !== undefined;
  const library = isOnDisk && mayUseNative() ? await loadNative() : undefined;
  if (library) {
    const fontFiles = [regular.path!, bold.path!];
    const font = { ...FAMILIES, fontFiles, loadSystemFonts: needsMoreFonts };
    const png = (await library.renderAsync(svg, { fitTo, font })).asPng();
    // Not a Buffer, which users would see as one.
    return new Uint8Array(png.buffer as ArrayBuffer, png.byteOffset, png.byteLength);
  }
  const { Resvg } = await loadWasm();
  const font = { ...FAMILIES, fontBuffers: [regular.bytes, bold.bytes] };
  const drawing = new Resvg(svg, { fitTo, font });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

function mayUseNative(): boolean {
  return (["read", "env", "sys", "ffi"] as const).every((name) => isPermitted({ name }));
}

/** The native library; undefined where there is none for this machine. */
function loadNative(): typeof native & Promise<unknown> {
  native ??= importPackage<typeof import("npm:@resvg/resvg-js@2.6.2")>("npm:@resvg/resvg-js@2.6.2")
    .catch(() => undefined);
  return native;
}

function loadWasm(): NonNullable<typeof wasm> {
  wasm ??= (async () => {
    // Only what was imported is on the disk.
    const library = await importPackage<typeof import("npm:@resvg/resvg-wasm@2.6.2")>(
      "npm:@resvg/resvg-wasm@2.6.2",
    );
    const path = fileURLToPath(import.meta.resolve("npm:@resvg/resvg-wasm@2.6.2/index_bg.wasm"));
    if (!isPermitted({ name: "read", path })) {
      throw new PngPermissionError(
        `Cannot draw a PNG: reading ${path} is not permitted, expected --allow-read`,
      );
    }
    await library.initWasm(readFileSync(path));
    return library;
  })().catch((error) => {
    wasm = undefined;
    throw error;
  });
  return wasm;
}
