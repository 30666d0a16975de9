/** The source of what is inspected. @module */

import { fileURLToPath } from "node:url";
import { type CellHistory, TYPED } from "./cells.ts";
import type { Position } from "./positions.ts";
import type { Question } from "./server.ts";

/** LSP's `LocationLink`, as far as it is used here. */
export interface DefinitionLink {
  /** The document. */
  targetUri: string;
  /** The whole declaration. */
  targetRange: { start: Position; end: Position };
}

/** More lines than this are for an editor. */
const MAX_LINES = 120;

/** The source of the first definition that can be read. */
export async function sourceOf(
  question: Question,
  cells: CellHistory,
  code: string,
  links: readonly DefinitionLink[],
): Promise<string | undefined> {
  for (const { targetUri, targetRange } of links) {
    const text = await documentText(question, cells, code, targetUri);
    if (text === undefined) continue;
    // Whole lines: columns of an earlier cell may differ from those of the text the server has.
    const lines = text.split("\n").slice(targetRange.start.line, targetRange.end.line + 1);
    const shown = lines.slice(0, MAX_LINES);
    if (shown.length < lines.length) shown.push(`// and ${lines.length - shown.length} more lines`);
    const source = withoutIndent(shown).join("\n").trim();
    if (source !== "") return source;
  }
  return undefined;
}

async function documentText(
  { client, notebook }: Question,
  cells: CellHistory,
  code: string,
  uri: string,
): Promise<string | undefined> {
  const key = notebook.keyOf(uri);
  if (key !== undefined) return key === TYPED ? code : cells.source(key);
  if (uri.startsWith("file:")) {
    try {
      return await Deno.readTextFile(fileURLToPath(uri));
    } catch (error) {
      // Gone, or not to be read, since the server did: there is no source to show.
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
        return undefined;
      }
      throw error;
    }
  }
  const text = await client.request<string | null>("deno/virtualTextDocument", {
    textDocument: { uri },
  });
  return text ?? undefined;
}

function withoutIndent(lines: string[]): string[] {
  const indent = /^\s*/.exec(lines[0] ?? "")?.[0] ?? "";
  return lines.map((line) => line.startsWith(indent) ? line.slice(indent.length) : line);
}
