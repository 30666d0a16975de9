/** The language server of a session: started when first asked, again if it died, never waited for long. @module */

import type { CellHistory } from "./cells.ts";
import { LocalModules } from "./local_modules.ts";
import { LspClient, LspEndedError, type LspOptions, LspRequestError } from "./lsp_client.ts";
import { NotebookDocument } from "./notebook_document.ts";
import type { Position } from "./positions.ts";

/** How long an answer may take, in milliseconds, before the first one and after it. */
export interface Patience {
  /** While the server starts and reads the types. */
  cold: number;
  /** Once it has answered. */
  warm: number;
}

/** What anybody waits who types. */
export const TYPING_PATIENCE: Readonly<Patience> = { cold: 300, warm: 700 };
/** A server that ends this often in a row without one answer is not started again. */
const MAX_FAILURES = 3;

/** One question to the server about the typed cell. */
export interface Question {
  /** The client, to send requests with. */
  client: LspClient;
  /** The URI of the typed cell. */
  uri: string;
  /** The open notebook. */
  notebook: NotebookDocument;
  /** The parameters of a request about a position in the typed cell. */
  at(position: Position): { textDocument: { uri: string }; position: Position };
}

/** Keeps one `deno lsp` for a session. */
export class LanguageServer {
  #options: LspOptions & { notebook: string };
  #cells: CellHistory;
  #modules: LocalModules;
  #client: LspClient | undefined;
  #notebook: NotebookDocument | undefined;
  #warm = false;
  #failures = 0;

  /** Nothing is started before the first question. */
  constructor(options: LspOptions & { notebook: string }, cells: CellHistory) {
    this.#options = options;
    this.#cells = cells;
    this.#modules = new LocalModules(options.cwd, options.config);
  }

  /**
   * Asks the server with the notebook as it is now; `undefined` when it takes too long or cannot be had.
   * `cells` are the executed ones; those of now by default.
   */
  async ask<T>(
    code: string,
    cellId: string | undefined,
    question: (question: Question) => Promise<T>,
    patience: Readonly<Patience> = TYPING_PATIENCE,
    cells = this.#cells,
  ): Promise<T | undefined> {
    if (this.#failures >= MAX_FAILURES) return undefined;
    const late = Promise.withResolvers<undefined>();
    const limit = this.#warm ? patience.warm : patience.cold;
    const timer = setTimeout(() => late.resolve(undefined), limit);
    try {
      return await Promise.race([this.#answer(code, cellId, question, cells), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Forgets that the server could not be started. */
  reset(): void {
    this.#failures = 0;
  }

  /** Ends the server's process. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#failures = MAX_FAILURES;
    await client?.close();
  }

  async #answer<T>(
    code: string,
    cellId: string | undefined,
    question: (question: Question) => Promise<T>,
    cells: CellHistory,
  ): Promise<T | undefined> {
    const client = this.#started();
    try {
      await client.ready;
      const texts = await cells.texts(code, cellId);
      const changes = await this.#modules.changes(texts.map(({ text }) => text));
      const notebook = this.#notebook;
      if (client !== this.#client || !notebook) return undefined;
      if (changes.length > 0) client.notify("workspace/didChangeWatchedFiles", { changes });
      const uri = notebook.sync(texts);
      const at = (position: Position) => ({ textDocument: { uri }, position });
      const answer = await question({ client, uri, notebook, at });
      this.#warm = true;
      this.#failures = 0;
      return answer;
    } catch (error) {
      // The answer then is what the session knows; after an end the next question starts a new server.
      if (error instanceof LspEndedError || error instanceof LspRequestError) return undefined;
      throw error;
    }
  }

  #started(): LspClient {
    if (this.#client) return this.#client;
    const client = new LspClient({
      ...this.#options,
      onEnd: () => {
        if (this.#client !== client) return;
        this.#client = undefined;
        this.#warm = false;
        this.#failures++;
      },
    });
    this.#client = client;
    this.#notebook = new NotebookDocument(client, this.#options.notebook);
    return client;
  }
}
