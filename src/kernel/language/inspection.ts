/** Inspection: what a name is, from its types, its documentation and its value. @module */

import type { CellHistory } from "./cells.ts";
import { type Declaration, declarationOf } from "./declaration.ts";
import { bindsLocally, callAt, type Expression, inString, nameAt } from "./context.ts";
import { type DefinitionLink, sourceOf } from "./definition_source.ts";
import type { LiveReader } from "./live_values.ts";
import { codeBlock, plainText, tidyMarkdown } from "./markdown.ts";
import { positionAt, unitIndex } from "./positions.ts";
import { type LanguageServer, type Patience, type Question, TYPING_PATIENCE } from "./server.ts";
import { describeValue, type ValueSummary } from "./value_summary.ts";

/** An `inspect_reply`'s content without its status. */
export interface Inspection {
  /** Whether there is anything to tell. */
  found: boolean;
  /** What is told, as `text/plain` and `text/markdown`. */
  data: Record<string, string>;
}

/** What inspection needs of its surroundings. */
export interface InspectionSources {
  /** The executed cells. */
  cells: CellHistory;
  /** The language server. */
  server: LanguageServer;
  /** The session's values. */
  live: LiveReader;
}

interface Hover {
  contents: { value: string } | string | (string | { value: string })[];
}

interface SignatureHelp {
  activeSignature?: number | null;
  signatures: { label: string; documentation?: { value: string } | string }[];
}

/** How long to wait for a server where the session can tell nothing. */
const COLD_PATIENCE: Readonly<Patience> = { ...TYPING_PATIENCE, cold: 4000 };
/** More overloads than this fill the screen. */
const MAX_SIGNATURES = 5;

/** Tells about what is at a cursor, in code points. */
export async function inspect(
  { cells, server, live }: InspectionSources,
  code: string,
  cursor: number,
  detail: 0 | 1,
  cellId?: string,
): Promise<Inspection> {
  const at = unitIndex(code, cursor);
  const name = nameAt(code, at);
  const call = callAt(code, at);
  const quoted = inString(code, at);
  if (!name && !call && !quoted) return { found: false, data: {} };
  const place = name?.start ?? (quoted ? at : (call?.calleeEnd as number) - 1);
  const expression = name ? name.expression : quoted ? undefined : call?.callee;
  const value = readable(code, expression)
    ? await describeValue(live, (expression as Expression).text)
    : undefined;
  const declared = await declaredAs(cells, code, expression);
  const types = await server.ask(code, cellId, async (question) => {
    const [signature, hover, links] = await Promise.all([
      call ? signatureAt(question, code, at) : "",
      hoverAt(question, code, place),
      detail === 1 ? definitionAt(question, code, place) : [],
    ]);
    return { signature, hover, source: await sourceOf(question, cells, code, links) };
  }, isKnown(value, declared) ? TYPING_PATIENCE : COLD_PATIENCE);
  const signature = types?.signature ?? "";
  // Where the name in the parentheses is the callee itself, its hover says less than the signature.
  const hover = !name && !quoted && signature !== ""
    ? ""
    // The server has nothing to say where a type stands by itself.
    : types?.hover || (signature === "" && declared?.help) || "";
  const source = detail === 1 ? types?.source ?? declared?.source ?? value?.source : undefined;
  const parts = [
    signature,
    hover,
    // Where the types of a function are known, its text adds nothing to them.
    value && (value.source === undefined || (signature === "" && hover === ""))
      ? `**Value**\n\n${codeBlock(value.summary)}`
      : "",
    source ? `**Source**\n\n${codeBlock(source)}` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return { found: false, data: {} };
  const markdown = parts.join("\n\n---\n\n");
  return { found: true, data: { "text/plain": plainText(parts), "text/markdown": markdown } };
}

/** Whether the session's value is what the expression means here. */
function readable(code: string, expression: Expression | undefined): boolean {
  return expression !== undefined &&
    (expression.root === undefined || !bindsLocally(code, expression.root));
}

/** What the cells' own texts tell of an expression that is a name: at once, and with its types. */
async function declaredAs(
  cells: CellHistory,
  code: string,
  expression: Expression | undefined,
): Promise<Declaration | undefined> {
  const name = expression?.root;
  if (name === undefined || name !== expression?.text || !readable(code, expression)) {
    return undefined;
  }
  return await declarationOf(code, name) ?? await cells.declaration(name);
}

/** Whether there is enough to tell while the language server starts: a function is told by its types. */
function isKnown(value: ValueSummary | undefined, declared: Declaration | undefined): boolean {
  return declared !== undefined || (value !== undefined && value.source === undefined);
}

async function hoverAt({ client, at }: Question, code: string, index: number): Promise<string> {
  const params = at(positionAt(code, index));
  const hover = await client.request<Hover | null>("textDocument/hover", params);
  if (!hover) return "";
  const contents = Array.isArray(hover.contents) ? hover.contents : [hover.contents];
  const text = contents.map((part) => typeof part === "string" ? part : part.value).join("\n\n");
  const markdown = tidyMarkdown(text);
  // That nothing is known of a type is no help.
  return markdown === codeBlock("any") ? "" : markdown;
}

async function signatureAt({ client, at }: Question, code: string, index: number): Promise<string> {
  const params = {
    ...at(positionAt(code, index)),
    context: { triggerKind: 1, isRetrigger: false },
  };
  const help = await client.request<SignatureHelp | null>("textDocument/signatureHelp", params);
  if (!help || help.signatures.length === 0) return "";
  const active = help.activeSignature ?? 0;
  const first = help.signatures[active] ?? help.signatures[0];
  const ordered = [first, ...help.signatures.filter((one) => one !== first)];
  const labels = [...new Set(ordered.map((one) => one?.label))];
  const rest = labels.splice(MAX_SIGNATURES).length;
  if (rest > 0) labels.push(`// and ${rest} more`);
  const documentation = first?.documentation;
  const text = typeof documentation === "string" ? documentation : documentation?.value ?? "";
  return tidyMarkdown(`${codeBlock(labels.join("\n"))}\n\n${text}`);
}

async function definitionAt(
  { client, at }: Question,
  code: string,
  index: number,
): Promise<DefinitionLink[]> {
  const params = at(positionAt(code, index));
  return await client.request<DefinitionLink[] | null>("textDocument/definition", params) ?? [];
}
