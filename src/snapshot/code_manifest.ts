/**
 * What `code/code.json` holds.
 *
 * @module
 */
import type { StoredFile } from "../store/mod.ts";

/** The folder of the copied tree, below the run's folder for code. */
export const SCRIPTS = "scripts";
/** The file that tells about the tree. */
export const MANIFEST = "code.json";

/** What the code of a run is. Paths are below `scripts/`, with `/`. */
export interface CodeManifest {
  /** The version of this layout. */
  version: 1;
  /**
   * `complete` where all that the main module refers to is there, `partial` where something is
   * missing, `none` where there is no code that could be kept.
   */
  state: "complete" | "partial" | "none";
  /** What was started. */
  kind: string;
  /** The main module, where it was fetched: its URL or package. */
  specifier: string | null;
  /** The main module, where it is a file. */
  entry: string | null;
  /** The deno.json that applies to it. */
  config: string | null;
  /** The import map that the command line named. */
  import_map: string | null;
  /** The lock file. */
  lock: string | null;
  /** Options of `deno run`, beside those that name the files above and grant permissions. */
  flags: string[];
  /** All files. */
  files: StoredFile[];
  /** What is fetched or built in. */
  external: string[];
  /** What was left out, and why; relative to the tree, also where it lies outside. */
  left_out: { path: string; reason: string }[];
  /** What may keep the code from running again. */
  warnings: string[];
  /** What a notebook's code has beside the files; absent for other code. */
  session?: SessionManifest;
}

/** The code of a notebook: its paths are below the run's folder for code, and refer to `scripts/`. */
export interface SessionManifest {
  /** The module that does again what the cells did. */
  script: StoredFile;
  /** The deno.json that applies to it. */
  config: StoredFile;
  /** The notebook's file as it was saved, below `scripts/`; null where it is not known. */
  notebook: string | null;
  /** How many runs the module starts before this one. */
  ordinal: number;
}

/** The manifest of code of which nothing is kept. */
export function emptyManifest(kind: string, specifier: string | null): CodeManifest {
  return {
    version: 1,
    state: "none",
    kind,
    specifier,
    entry: null,
    config: null,
    import_map: null,
    lock: null,
    flags: [],
    files: [],
    external: [],
    left_out: [],
    warnings: [],
  };
}
