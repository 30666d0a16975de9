/** Displays that become figures of runs. @module */

import { Buffer } from "node:buffer";
import { isObject } from "../../nbformat/mod.ts";
import { type FigureBundle, readFigureBundle } from "../../store/mod.ts";
import type { CellOutput } from "./types.ts";

/** How large a PNG's header is that tells its size. */
const PNG_HEADER = 24;

/** A display that is a figure; what it shows may still change. */
export interface CapturedFigure {
  /** Its name. */
  name: string;
  /** The step that it belongs to. */
  step: number | null;
}

/** The formats of a display that make a figure; undefined where it is none, or not to be one. */
export function figureOf(content: CellOutput["content"]): FigureBundle | undefined {
  const { data, metadata } = content;
  const labbook = isObject(metadata) ? metadata.labbook : undefined;
  if (isObject(labbook) && labbook.figure === false) return undefined;
  const bundle = readFigureBundle(isObject(data) ? data : {});
  const png = bundle.get("image/png");
  if (png !== undefined && isPlaceholder(png)) bundle.delete("image/png");
  return bundle.size === 0 ? undefined : bundle;
}

/** The step of a display, as the session said it. */
export function stepOf({ note }: CellOutput): number | null {
  return Number.isSafeInteger(note?.step) ? note!.step as number : null;
}

/** The id under which a display is updated. */
export function displayId({ transient }: CellOutput["content"]): string | undefined {
  const id = isObject(transient) ? transient.display_id : undefined;
  return typeof id === "string" ? id : undefined;
}

/** Whether a PNG is one by one pixel: a live chart has one so that frontends draw none. */
function isPlaceholder(png: Uint8Array): boolean {
  if (png.length < PNG_HEADER) return false;
  const header = Buffer.from(png.buffer, png.byteOffset, PNG_HEADER);
  return header.readUInt32BE(16) === 1 && header.readUInt32BE(20) === 1;
}
