/**
 * A chart as a notebook takes it: a type for every frontend.
 *
 * @module
 */
import { type ChartSpec, compileChart } from "./compile.ts";
import { EMBED_OPTIONS, onPage } from "./page_theme.ts";
import { renderPng, svgSize } from "./png.ts";
import { PngPermissionError } from "./resvg.ts";
import { renderSvg } from "./svg.ts";

/** The type of an interactive chart; frontends know no newer one. */
export const VEGA_LITE_TYPE = "application/vnd.vegalite.v5+json";

/** What a frontend is given to display. */
export interface ChartBundle {
  /** The chart by type. */
  data: {
    [VEGA_LITE_TYPE]: ChartSpec;
    "image/svg+xml": string;
    /** As base64; left out where Deno does not permit what it needs. */
    "image/png"?: string;
    "text/plain": string;
  };
  /** How frontends are to draw it. */
  metadata: Record<string, unknown>;
}

/**
 * Makes the bundle of a chart. It is drawn here first, since a frontend shows an error in place of a
 * specification that is broken, and none of the pictures.
 *
 * @param spec A Vega-Lite specification, nothing newer than 5.6.
 * @param text What terminals show.
 */
export async function chartBundle(spec: ChartSpec, text: string): Promise<ChartBundle> {
  // The picture has no part in what follows the mouse, which may be broken as well.
  await compileChart(spec);
  const svg = await renderSvg(spec);
  const png = await permittedPng(svg);
  const { width, height } = svgSize(svg);
  return {
    data: {
      [VEGA_LITE_TYPE]: onPage(spec),
      "image/svg+xml": svg,
      ...png === undefined ? {} : { "image/png": png.toBase64() },
      "text/plain": text,
    },
    metadata: {
      [VEGA_LITE_TYPE]: { embed_options: EMBED_OPTIONS },
      // It has two pixels where the page has one.
      ...png === undefined
        ? {}
        : { "image/png": { width: Math.round(width), height: Math.round(height) } },
    },
  };
}

let hasWarned = false;

/** Draws the PNG, which most frontends can do without; undefined, with one warning, where that is not permitted. */
async function permittedPng(svg: string): Promise<Uint8Array | undefined> {
  try {
    return await renderPng(svg);
  } catch (error) {
    if (!(error instanceof PngPermissionError)) throw error;
    if (!hasWarned) console.warn(`labbook: ${error.message}; charts are shown without it`);
    hasWarned = true;
    return undefined;
  }
}
