/** What the language server offers at a cursor. @module */

import { withoutMarks } from "./bindings.ts";
import { type Candidate, isIdentifier, OBJECT_MEMBERS, RANKS } from "./candidate.ts";
import type { Typing } from "./context.ts";
import { type LspClient, LspEndedError, LspRequestError } from "./lsp_client.ts";
import { indexOf, type Position, positionAt } from "./positions.ts";
import type { LanguageServer } from "./server.ts";

interface LspItem {
  label: string;
  kind?: number;
  sortText?: string;
  insertText?: string;
  textEdit?: { newText: string; range?: { start: Position }; insert?: { start: Position } };
}

/** LSP's `CompletionItemKind` from 1, in Jupyter's words. */
const KINDS = ["text", "method", "function", "class", "property", "variable", "class", "interface"]
  .concat(["module", "property", "unit", "instance", "enum", "keyword", "snippet", "color", "path"])
  .concat(["reference", "path", "enum member", "constant", "struct", "event", "operator", "type"]);

/** LSP's kind of keywords. */
const KEYWORD = 14;

/** What the types of the notebook offer; nothing while the server is not ready. */
export async function typedCandidates(
  server: LanguageServer,
  context: Typing,
  code: string,
  at: number,
  cellId: string | undefined,
): Promise<Candidate[]> {
  const answer = await server.ask(code, cellId, async ({ client, at: params }) => {
    const found = await client.request<LspItem[] | { items: LspItem[] } | null>(
      "textDocument/completion",
      { ...params(positionAt(code, at)), context: { triggerKind: 1 } },
    );
    return { client, items: Array.isArray(found) ? found : found?.items ?? [] };
  });
  if (!answer) return [];
  const { client, items } = answer;
  const out: Candidate[] = [];
  for (const item of items) {
    const edit = item.textEdit;
    const start = edit?.range?.start ?? edit?.insert?.start;
    // An edit from elsewhere (`["a b"]` in place of `.`) does not fit Jupyter's one range.
    if (start && indexOf(code, start) !== context.start) continue;
    const text = edit?.newText ?? item.insertText ?? item.label;
    if (context.kind === "member" && !isIdentifier(text)) continue;
    const rank = rankOf(item, text, context);
    const type = KINDS[(item.kind ?? 1) - 1] ?? "text";
    const signature = () => signatureOf(client, item);
    out.push({ text, type, rank, signature });
  }
  return out;
}

/** TypeScript's sort texts: "11" for what is near, "15" for globals and keywords, "z…" for deprecated ones. */
function rankOf({ sortText = "", kind }: LspItem, text: string, context: Typing): number {
  if (sortText.startsWith("z")) return RANKS.last;
  if (context.kind !== "name") return OBJECT_MEMBERS.has(text) ? RANKS.object : RANKS.nearest;
  if (kind === KEYWORD) return RANKS.keyword;
  return sortText < "15" ? RANKS.nearest : RANKS.type;
}

/** The parameters and the result of a function, as its declaration has them. */
async function signatureOf(client: LspClient, item: LspItem): Promise<string> {
  try {
    const { detail } = await client.request<{ detail?: string }>("completionItem/resolve", item);
    const declaration = (detail ?? "").replace(/^\((?:method|alias|function)\) /, "")
      .replace(/\n(?:import|export) [^\n]+$/, "").replace(/\bimport\("[^"\n]*"\)\.(?=\w)/g, "");
    return withoutMarks(/[(<].*$/s.exec(declaration)?.[0] ?? "");
  } catch (error) {
    // A match is as good without its signature.
    if (error instanceof LspEndedError || error instanceof LspRequestError) return "";
    throw error;
  }
}
