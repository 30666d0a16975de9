/** How far a picture of fewer points is from that of all of them. @module */

import type { Picture } from "./render_sample.ts";

/** Pixels of two pictures of lines. */
export interface PictureDifference {
  /** How many belong to lines of the full picture. */
  lines: number;
  /** How many are visibly others in the reduced one. */
  different: number;
}

/** Differences up to a quarter of the way from black to white are how edges are smoothed. */
const VISIBLE = 64;

/** The largest difference of two pixels in red, green or blue. */
function difference(a: Picture, b: Picture, at: number): number {
  return Math.max(...[0, 1, 2].map((part) => Math.abs(a.data[at + part]! - b.data[at + part]!)));
}

/** Compares a picture of reduced lines with that of the full ones; `none` is the same without any. */
export function comparePictures(reduced: Picture, full: Picture, none: Picture): PictureDifference {
  let lines = 0;
  let different = 0;
  for (let at = 0; at < full.data.length; at += 4) {
    if (difference(full, none, at) > 0) lines++;
    if (difference(full, reduced, at) > VISIBLE) different++;
  }
  return { lines, different };
}
