/**
 * Figures as files: one figure in one or more formats, named by its MIME type.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { FigureEntry, StoredFile } from "./events.ts";
import type { StoredFiles } from "./stored_files.ts";

/** A figure in one or more formats: MIME type to content. */
export type FigureBundle = Map<string, Uint8Array>;

/** MIME types of figures, the richest first, and how their files are called. */
const EXTENSIONS: [pattern: RegExp, extension: string][] = [
  [/^application\/vnd\.vegalite\.v\d+\+json$/, ".vl.json"],
  [/^application\/vnd\.vega\.v\d+\+json$/, ".vg.json"],
  [/^image\/svg\+xml$/, ".svg"],
  [/^image\/png$/, ".png"],
  [/^image\/jpeg$/, ".jpg"],
  [/^text\/html$/, ".html"],
];

/** How files of a MIME type are called; undefined where it is no figure. */
function figureExtension(mime: string): string | undefined {
  return EXTENSIONS.find(([pattern]) => pattern.test(mime))?.[1];
}

/** The content of one entry of a MIME bundle: images other than SVG are in base64. */
function bundleContent(mime: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string") return new TextEncoder().encode(JSON.stringify(value));
  return /^image\/(png|jpeg)$/.test(mime)
    ? Buffer.from(value, "base64")
    : new TextEncoder().encode(value);
}

/** The formats of a MIME bundle, as Jupyter displays it, that are figures; the richest first. */
export function readFigureBundle(bundle: Record<string, unknown>): FigureBundle {
  const found: FigureBundle = new Map();
  for (const [pattern] of EXTENSIONS) {
    for (const [mime, value] of Object.entries(bundle)) {
      if (pattern.test(mime) && value != null) found.set(mime, bundleContent(mime, value));
    }
  }
  return found;
}

/** `figures/confusion.png`, or `figures/confusion-step-3.png` */
function figurePath(name: string, step: number | null, mime: string): string {
  return `figures/${step === null ? name : `${name}-step-${step}`}${figureExtension(mime)}`;
}

/**
 * Brings a figure into a run, in all its formats.
 *
 * @param stored The files of the run.
 * @param bundle The figure.
 * @param name The figure's name.
 * @param step The step that it belongs to.
 * @param before An entry of the same figure whose place this one takes, with its files.
 */
export async function storeFigure(
  stored: StoredFiles,
  bundle: FigureBundle,
  name: string,
  step: number | null,
  before?: FigureEntry,
): Promise<FigureEntry> {
  const files: Record<string, StoredFile> = {};
  for (const [mime, content] of bundle) {
    const old = before?.files[mime];
    files[mime] = old
      ? await stored.replaceFile(content, old)
      : await stored.addFile(content, figurePath(name, step, mime));
  }
  return { name, step, time: Date.now(), files };
}

/** Adds a figure to those of a run; one that replaces goes where the last of its name and step is. */
export function addFigure(figures: FigureEntry[], entry: FigureEntry, replaces?: true): void {
  const place = replaces
    ? figures.findLastIndex(({ name, step }) => name === entry.name && step === entry.step)
    : -1;
  if (place === -1) figures.push(entry);
  else figures[place] = entry;
}
