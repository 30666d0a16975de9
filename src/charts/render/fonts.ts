/**
 * The font that comes with Labbook: pictures look the same on every machine, and their text is there.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isPermitted } from "../../store/mod.ts";

/** The family that charts are measured and drawn in. */
export const FONT_FAMILY = "DejaVu Sans";

/** One weight of the font. */
export interface FontFile {
  /** Where it lies, for libraries that read it themselves; undefined where it came from the network. */
  path?: string;
  /** What is in it. */
  bytes: Uint8Array;
}

/** The weights that charts use. */
export interface Fonts {
  /** For labels. */
  regular: FontFile;
  /** For titles. */
  bold: FontFile;
}

const SHIPPED = new URL("../fonts/", import.meta.url);
let shipped: Promise<Fonts> | undefined;

/** The shipped font, read once. */
export function shippedFonts(): Promise<Fonts> {
  shipped ??= readFonts(SHIPPED).catch((error) => {
    // What was refused may be granted later.
    shipped = undefined;
    throw error;
  });
  return shipped;
}

/**
 * Reads both weights.
 *
 * @param folder Where they lie; ends with a slash.
 * @throws {Error} If one is missing: without it, a picture would silently have no text.
 */
export async function readFonts(folder: URL): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    readFont(new URL("DejaVuSans.ttf", folder)),
    readFont(new URL("DejaVuSans-Bold.ttf", folder)),
  ]);
  return { regular, bold };
}

async function readFont(url: URL): Promise<FontFile> {
  if (url.protocol !== "file:") return { bytes: await fetchFont(url) };
  const path = fileURLToPath(url);
  if (!isPermitted({ name: "read", path })) {
    throw new Error(
      `Cannot draw the text of a chart: reading the font ${path} is not permitted, expected --allow-read`,
    );
  }
  try {
    return { path, bytes: readFileSync(path) };
  } catch (cause) {
    throw new Error(
      `Cannot draw the text of a chart: the font ${path} cannot be read, expected the file that Labbook ships`,
      { cause },
    );
  }
}

async function fetchFont(url: URL): Promise<Uint8Array> {
  if (!isPermitted({ name: "net", host: url.host })) {
    throw new Error(
      `Cannot draw the text of a chart: fetching the font ${url} is not permitted, expected --allow-net=${url.host}`,
    );
  }
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(
      `Cannot draw the text of a chart: fetching the font ${url} gave the status ${response.status}, expected 200`,
    );
  }
  return await response.bytes();
}
