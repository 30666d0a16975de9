/**
 * The session as a notebook document of LSP, kept the same in the server by the smallest changes.
 *
 * @see https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#notebookDocument_synchronization
 * @module
 */

import { pathToFileURL } from "node:url";
import type { CellText } from "./cells.ts";
import type { LspClient } from "./lsp_client.ts";

interface OpenCell extends CellText {
  uri: string;
  version: number;
}

/** A notebook that is open in one language server. */
export class NotebookDocument {
  #client: LspClient;
  #uri: string;
  #version = 0;
  #cells: OpenCell[] = [];
  #opened = 0;

  /** `path` is the notebook's; it need not exist, imports are resolved beside it. */
  constructor(client: LspClient, path: string) {
    this.#client = client;
    this.#uri = pathToFileURL(path).href;
  }

  /** Makes the server's cells these, and returns the URI of the last one. */
  sync(cells: readonly CellText[]): string {
    const before = this.#cells;
    const same = (a: OpenCell | undefined, b: CellText | undefined): boolean =>
      a !== undefined && a.key === b?.key && a.languageId === b.languageId;
    let start = 0;
    while (start < cells.length && same(before[start], cells[start])) start++;
    let tail = 0;
    while (
      tail < Math.min(cells.length, before.length) - start &&
      same(before[before.length - 1 - tail], cells[cells.length - 1 - tail])
    ) tail++;
    const closed = before.slice(start, before.length - tail);
    const opened = cells.slice(start, cells.length - tail).map((cell) => this.#open(cell));
    const kept = [...before.slice(0, start), ...opened, ...before.slice(before.length - tail)];
    const changed = kept.filter((cell, index) => {
      const text = (cells[index] as CellText).text;
      if (cell.text === text) return false;
      cell.text = text;
      cell.version++;
      return true;
    });
    this.#cells = kept;
    this.#tell(start, closed, opened, changed);
    for (const cell of opened) if (cell.key !== "typed" && cell.imports) this.#load(cell);
    return (kept.at(-1) as OpenCell).uri;
  }

  /** The key of the cell with this URI, if it is one of this notebook. */
  keyOf(uri: string): string | undefined {
    return this.#cells.find((cell) => cell.uri === uri)?.key;
  }

  #open(cell: CellText): OpenCell {
    const uri = this.#uri.replace(/^file:\/\//, "vscode-notebook-cell:") + `#c${++this.#opened}`;
    return { ...cell, uri, version: 1 };
  }

  #tell(start: number, closed: OpenCell[], opened: OpenCell[], changed: OpenCell[]): void {
    const didOpen = opened.map(({ uri, languageId, version, text }) => ({
      uri,
      languageId,
      version,
      text,
    }));
    const cells = opened.map((cell) => ({ kind: 2, document: cell.uri }));
    if (this.#version === 0) {
      this.#client.notify("notebookDocument/didOpen", {
        notebookDocument: {
          uri: this.#uri,
          notebookType: "jupyter-notebook",
          version: ++this.#version,
          cells,
        },
        cellTextDocuments: didOpen,
      });
      return;
    }
    const structure = closed.length === 0 && opened.length === 0 ? {} : {
      structure: {
        array: { start, deleteCount: closed.length, cells },
        didOpen,
        didClose: closed.map(({ uri }) => ({ uri })),
      },
    };
    const textContent = changed.length === 0 ? {} : {
      textContent: changed.map(({ uri, version, text }) => ({
        document: { uri, version },
        changes: [{ text }],
      })),
    };
    const change = { ...structure, ...textContent };
    if (Object.keys(change).length === 0) return;
    this.#client.notify("notebookDocument/didChange", {
      notebookDocument: { uri: this.#uri, version: ++this.#version },
      change: { cells: change },
    });
  }

  /** Lets the server take in the packages of an executed cell, which the session has on disk by now. */
  #load(cell: OpenCell): void {
    const args = { command: "deno.cache", arguments: [[], cell.uri] };
    // A package that cannot be had is told by the cell's own error; here it only has no types.
    this.#client.request("workspace/executeCommand", args).catch(() => {});
  }
}
