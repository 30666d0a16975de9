/**
 * A chart's colours in a page that draws it itself: text takes the colour of the text around it, in light and
 * dark themes, and follows when the theme is changed.
 *
 * @module
 */
import { TEXT_COLOR } from "../colors.ts";
import type { ChartSpec } from "./compile.ts";

/** How a frontend is to draw: a canvas knows nothing of the text around it. */
export const EMBED_OPTIONS = { actions: false, renderer: "svg" } as const;

/** Where a specification says a colour. */
const COLOR_KEY = /^(?:color|fill|stroke|value)$|Color$/;
/** What is the user's. */
const DATA_KEYS = new Set(["data", "datasets"]);

/**
 * Gives the text of a specification the colour of the page, in place of the one that can be read, more or less,
 * on all pages.
 */
export function onPage(spec: ChartSpec): ChartSpec {
  return {
    ...inInk(spec) as ChartSpec,
    // Beside the metadata of a display, which not all frontends pass on.
    usermeta: { embedOptions: EMBED_OPTIONS },
  };
}

function inInk(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(inInk);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (DATA_KEYS.has(key)) return [key, value];
      return [key, value === TEXT_COLOR && COLOR_KEY.test(key) ? "currentColor" : inInk(value)];
    }),
  );
}
