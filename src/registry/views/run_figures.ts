/**
 * The figures of a run, as far as its card shows them.
 *
 * @module
 */
import fs from "node:fs";
import { join, resolve, sep } from "node:path";
import { formatBytes, type Picture } from "../../display/mod.ts";
import type { FigureEntry, StoredFile } from "../../store/mod.ts";

/** The formats that are shown, the best first. HTML is not among them: it could do anything to the page. */
const SHOWN_TYPES = ["image/svg+xml", "image/png", "image/jpeg"] as const;
const BYTES_AT_MOST = 300_000;
const FIGURES_AT_MOST = 6;

/** A run's figures: those that are shown, and a line for each that is only named. */
export interface RunFigures {
  /** The pictures. */
  pictures: Picture[];
  /** The others. */
  named: string[];
}

function titleOf({ name, step }: FigureEntry): string {
  return step === null ? name : `${name}, step ${step}`;
}

/** A summary from elsewhere may name any file: only those of the run are its own. */
function isWithin(dir: string, path: string): boolean {
  return path.startsWith(resolve(dir) + sep);
}

async function readPicture(dir: string, entry: FigureEntry): Promise<Picture | undefined> {
  for (const type of SHOWN_TYPES) {
    const file: StoredFile | undefined = entry.files[type];
    if (!file || file.size > BYTES_AT_MOST) continue;
    const path = resolve(join(dir, file.path));
    if (!isWithin(dir, path)) continue;
    try {
      return { name: titleOf(entry), type, bytes: await fs.promises.readFile(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return undefined;
}

/** Reads the newest figures of a run; those that are too large, or no pictures, are named. */
export async function readFigures(dir: string, figures: FigureEntry[]): Promise<RunFigures> {
  const pictures: Picture[] = [];
  const named: string[] = [];
  for (const entry of figures.toReversed()) {
    const picture = pictures.length < FIGURES_AT_MOST ? await readPicture(dir, entry) : undefined;
    if (picture) pictures.unshift(picture);
    else {
      const files = Object.values(entry.files).map(({ path, size }) =>
        `${path} (${formatBytes(size)})`
      );
      named.unshift(`${titleOf(entry)}: ${files.join(", ")}`);
    }
  }
  return { pictures, named };
}
