/**
 * Figures for TensorBoard.
 *
 * @module
 */
import type { FigureEntry, StoredFile } from "../../store/mod.ts";
import { DATA_CLASS, type PluginValue } from "./event.ts";
import { imageSize } from "./image_size.ts";
import { readRunFile } from "./run_files.ts";
import { stringTensor } from "./tensor.ts";
import { escapeMarkdown } from "./text.ts";

/** Formats that TensorBoard shows: others it serves as mere bytes. */
const SHOWN = ["image/png", "image/jpeg"];
/** Up to which size a picture is put into an event file. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The file of a figure that TensorBoard can show, where there is one. */
export function shownFile(entry: FigureEntry): StoredFile | undefined {
  for (const type of SHOWN) {
    const file = entry.files[type];
    if (file && file.size <= MAX_BYTES) return file;
  }
  return undefined;
}

/** A figure's picture. */
export function imageValue(dir: string, entry: FigureEntry, file: StoredFile): PluginValue {
  const bytes = readRunFile(dir, file.path);
  const size = imageSize(bytes);
  if (!size) {
    throw new SyntaxError(
      `Cannot show figure "${entry.name}": ${file.path} is neither a PNG nor a JPEG picture`,
    );
  }
  return {
    plugin: "images",
    dataClass: DATA_CLASS.blobSequence,
    tensor: stringTensor([String(size.width), String(size.height), bytes]),
  };
}

/** What stands in place of a figure that TensorBoard cannot show. */
export function figureMarkdown(entry: FigureEntry): string {
  const files = Object.entries(entry.files).map(([type, { path }]) =>
    `- ${escapeMarkdown(path)} (${escapeMarkdown(type)})\n`
  );
  return `TensorBoard does not show this figure. In the run folder it is:\n\n${files.join("")}`;
}
