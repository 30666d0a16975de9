/** The door's class: everything a kernel asks about code that is being typed. @module */

import { join } from "node:path";
import { CellHistory } from "./cells.ts";
import { complete, type Completion } from "./completion.ts";
import { diagnose, type Diagnostic } from "./diagnostics.ts";
import { inspect, type Inspection } from "./inspection.ts";
import { LiveReader, type LiveValues } from "./live_values.ts";
import { LanguageServer } from "./server.ts";

/** What the help is about. */
export interface LanguageHelpOptions {
  /** The notebook's folder. */
  cwd: string;
  /** The notebook's path, where it is known. */
  notebook?: string;
  /** The deno.json in use; without it the nearest one at or above the folder counts. */
  config?: string;
  /** A cell without what is no TypeScript, such as magics, and all else at its place; itself by default. */
  blank?: (code: string) => string;
  /** The session of the moment, if there is one. */
  live: () => LiveValues | undefined;
}

/**
 * Help while the user types. `deno lsp` is started by the first question and kept until `close`;
 * while it is not warm, answers come from the session's values alone.
 */
export class LanguageHelp {
  #cwd: string;
  #config: string | undefined;
  #cells = new CellHistory();
  #server: LanguageServer;
  #live: LiveReader;
  #blank: (code: string) => string;

  /** Starts nothing. */
  constructor(options: LanguageHelpOptions) {
    this.#cwd = options.cwd;
    this.#config = options.config;
    this.#live = new LiveReader(options.live);
    this.#blank = options.blank ?? ((code) => code);
    this.#server = new LanguageServer({
      cwd: options.cwd,
      notebook: options.notebook ?? join(options.cwd, "notebook.ipynb"),
      ...(options.config === undefined ? {} : { config: options.config }),
    }, this.#cells);
  }

  /**
   * Notes a cell that was executed, whether it ended well or not, but not one that did not compile.
   * With its id it takes the place of what it was before.
   */
  executed(code: string, cellId?: string): void {
    this.#cells.executed(this.#blank(code), cellId);
  }

  /** Forgets the cells: the session has started anew. */
  reset(): void {
    this.#cells.clear();
    this.#server.reset();
  }

  /** Completes a cell at a cursor, in code points. */
  complete(code: string, cursor: number, cellId?: string): Promise<Completion> {
    const sources = {
      cwd: this.#cwd,
      config: this.#config,
      cells: this.#cells,
      server: this.#server,
      live: this.#live,
    };
    return complete(sources, this.#blank(code), cursor, cellId);
  }

  /** Tells about what is at a cursor, in code points; detail 1 adds the source where it can be had. */
  inspect(code: string, cursor: number, detail: 0 | 1 = 0, cellId?: string): Promise<Inspection> {
    const sources = { cells: this.#cells, server: this.#server, live: this.#live };
    return inspect(sources, this.#blank(code), cursor, detail, cellId);
  }

  /** Tells what is wrong with a cell's types, after the cells that were executed before this call. */
  diagnose(code: string, cellId?: string): Promise<Diagnostic[]> {
    return diagnose(this.#server, this.#blank(code), cellId, this.#cells.snapshot());
  }

  /** Ends the language server. */
  close(): Promise<void> {
    return this.#server.close();
  }
}
