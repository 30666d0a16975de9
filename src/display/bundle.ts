/** How objects show themselves. @module */

import { host } from "../host/mod.ts";

/** The method by which an object tells a notebook how it is shown; it returns a MIME bundle. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** What is shown of an object, by MIME type, and what is said about it. */
export interface ShownBundle {
  /** What is shown; a frontend draws one of them. */
  data: { "text/html": string; "text/plain": string };
  /** That it is no figure: the record of a run leaves it out of the run's figures. */
  metadata: { labbook: { figure: false } };
}

/** What an object shows of itself: HTML, and text where there is none. */
export function showBundle(html: string, text: string): ShownBundle {
  return {
    data: { "text/html": html, "text/plain": text },
    metadata: { labbook: { figure: false } },
  };
}

/**
 * What a {@linkcode DISPLAY} method returns: the bundle with its metadata to Labbook's kernel, its data alone to
 * others. The stock Deno kernel knows no metadata, and would take `data` and `metadata` for MIME types.
 */
export function displayResult<Data, Metadata>(
  bundle: { data: Data; metadata: Metadata },
): { data: Data; metadata: Metadata } | Data {
  return host() === undefined ? bundle.data : bundle;
}
