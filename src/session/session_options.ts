/** How sessions are started, and what they run. @module */

import type { SessionEnd } from "./cell_result.ts";
import type { PlacedError } from "./errors/mod.ts";
import type { ProcessOptions } from "./session_process.ts";
import type { SessionEvent } from "./types.ts";

/** How a session is started, and who hears of it. */
export interface SessionOptions extends ProcessOptions {
  /** The notebook's path, which `import.meta` tells; none by default. */
  notebook?: string | undefined;
  /** Packages that imports may name, with their versions, as a `package.json` lists them; none by default. */
  dependencies?: Readonly<Record<string, string>> | undefined;
  /** The URL of the module that runs magics, see {@linkcode Cell.code}; none by default. */
  magics?: string | undefined;
  /** How JSX is compiled, as a `deno.json` says it; as Deno does by default. */
  compilerOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Called with each event, in order. */
  onEvent: (event: SessionEvent) => void;
  /** Called once, when the process has ended. */
  onEnd?: (end: SessionEnd) => void;
  /** Resolves when so much of the output has been passed on that more may come; at once by default. */
  drained?: () => Promise<void>;
}

/** A cell to run. */
export interface Cell {
  /** What errors call it, such as `cell [3]`. */
  label: string;
  /** Its text, as errors show it. */
  source: string;
  /** What is run, line by line in place of the text; the text itself by default. */
  code?: string;
  /** Says what a syntax error of the code means in the text; undefined where it says so itself, as it does by default. */
  explain?: (error: PlacedError) => PlacedError | undefined;
}
