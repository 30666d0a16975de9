/**
 * What drawing needs, loaded while something else goes on.
 *
 * @module
 */
import { loadRasterizer } from "./resvg.ts";
import { shippedMeter } from "./text_width.ts";
import { loadVega } from "./vega.ts";

/**
 * Begins to load the libraries and the font. What fails here fails again, with its reason, where
 * something is drawn.
 */
export async function preloadRendering(): Promise<void> {
  await Promise.allSettled([loadVega(), shippedMeter(), loadRasterizer()]);
}
