/** Completion: what the types know, joined with what the session's values have. @module */

import { cellNames, isOwnName } from "./bindings.ts";
import { bindsLocally, contextAt, type CursorContext } from "./context.ts";
import type { LiveName, LiveReader } from "./live_values.ts";
import { pathCandidates } from "./paths.ts";
import { codePointIndex, indexOf, type Position, positionAt, unitIndex } from "./positions.ts";
import type { LanguageServer } from "./server.ts";
import { specifierCandidates } from "./specifiers.ts";
import { blankMagics } from "./tokens.ts";

/** A `complete_reply`'s content without its status; indices are code points. */
export interface Completion {
  /** The texts that can stand between the two cursors. */
  matches: string[];
  /** Where the replaced text begins. */
  cursor_start: number;
  /** Where it ends. */
  cursor_end: number;
  /** The matches' kinds, in JupyterLab's experimental form. */
  metadata: { _jupyter_types_experimental: TypedMatch[] };
}

/** A match with its kind. */
export interface TypedMatch {
  /** The text. */
  text: string;
  /** What it is: `function`, `property`, `class`, `keyword`, `path`, …. */
  type: string;
  /** Its signature, or "". */
  signature: string;
  /** Where the replaced text begins, in code points. */
  start: number;
  /** Where it ends. */
  end: number;
}

/** Something that could be typed here. */
export interface Candidate {
  /** What is inserted. */
  text: string;
  /** What it is. */
  type: string;
  /** Less comes first. */
  rank: number;
}

/** What completion needs of its surroundings. */
export interface CompletionSources {
  /** The notebook's folder. */
  cwd: string;
  /** The deno.json in use, where it is known. */
  config?: string | undefined;
  /** The language server. */
  server: LanguageServer;
  /** The session's values. */
  live: LiveReader;
}

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

/** Offered while the language server, which knows where each may stand, has not answered yet. */
const KEYWORDS = (
  "abstract as async await break case catch class const continue debugger declare default delete do " +
  "else enum export extends false finally for from function if implements import in instanceof " +
  "interface let namespace new null of readonly return satisfies static super switch this throw true " +
  "try type typeof undefined using var void while yield"
).split(" ");

/** The most matches of one answer. */
const MAX_MATCHES = 1000;

/** Completes a cell at a cursor, in code points. */
export async function complete(
  sources: CompletionSources,
  code: string,
  cursor: number,
  cellId?: string,
): Promise<Completion> {
  const at = unitIndex(code, cursor);
  const context = contextAt(code, at);
  if (context.kind === "none") return reply(code, at, at, []);
  const candidates = await candidatesFor(sources, context, code, at, cellId);
  return reply(code, context.start, at, select(candidates, context.prefix));
}

async function candidatesFor(
  sources: CompletionSources,
  context: Exclude<CursorContext, { kind: "none" }>,
  code: string,
  at: number,
  cellId: string | undefined,
): Promise<Candidate[]> {
  if (context.kind === "string" && context.use !== "key") {
    const { prefix, use } = context;
    const paths = await pathCandidates(sources.cwd, prefix);
    if (use === "text") return paths;
    return [...paths, ...await specifierCandidates(sources.cwd, sources.config, prefix)];
  }
  const [typed, live] = await Promise.all([
    typedCandidates(sources.server, context, code, at, cellId),
    liveCandidates(sources.live, context),
  ]);
  const root = "receiver" in context ? context.receiver?.root : undefined;
  // A name that the typed code binds itself is not yet, or never, the session's: its type knows better.
  const known = root !== undefined && typed.length > 0 &&
    (bindsLocally(code, root) || (await cellNames(blankMagics(code))).declared.has(root));
  return known ? typed : merge(typed, live);
}

async function typedCandidates(
  server: LanguageServer,
  context: Exclude<CursorContext, { kind: "none" }>,
  code: string,
  at: number,
  cellId: string | undefined,
): Promise<Candidate[]> {
  const answer = await server.ask(
    code,
    cellId,
    ({ client, at: params }) =>
      client.request<LspItem[] | { items: LspItem[] } | null>("textDocument/completion", {
        ...params(positionAt(code, at)),
        context: { triggerKind: 1 },
      }),
  );
  const items = Array.isArray(answer) ? answer : answer?.items ?? [];
  const out: Candidate[] = [];
  for (const item of items) {
    const edit = item.textEdit;
    const start = edit?.range?.start ?? edit?.insert?.start;
    // An edit from elsewhere (`["a b"]` in place of `.`) does not fit Jupyter's one range.
    if (start && indexOf(code, start) !== context.start) continue;
    const text = edit?.newText ?? item.insertText ?? item.label;
    if (context.kind === "member" && !isIdentifier(text)) continue;
    const rank = item.sortText === undefined ? 1 : Number.parseInt(item.sortText) || 1;
    out.push({ text, type: KINDS[(item.kind ?? 1) - 1] ?? "text", rank });
  }
  return out;
}

async function liveCandidates(
  live: LiveReader,
  context: Exclude<CursorContext, { kind: "none" }>,
): Promise<Candidate[]> {
  if (context.kind === "name") {
    const names = (await live.names()).filter(({ name }) => isIdentifier(name));
    return [
      ...names.map(({ name, depth }) => ({
        text: name,
        type: "instance",
        rank: depth === 0 ? 10 : 20,
      })),
      ...KEYWORDS.map((text) => ({ text, type: "keyword", rank: 30 })),
    ];
  }
  if (context.kind === "export" || !context.receiver) return [];
  const members = await live.members(context.receiver.text);
  if (context.kind === "member") {
    return members.filter(({ name }) => isIdentifier(name)).map(memberCandidate);
  }
  return members.filter(({ depth }) => depth === 0).map((member) => ({
    ...memberCandidate(member),
    text: JSON.stringify(member.name).slice(1, -1).replaceAll('\\"', '"')
      .replaceAll(
        (context as { quote: string }).quote,
        `\\${(context as { quote: string }).quote}`,
      ),
  }));
}

function memberCandidate({ name, type, depth }: LiveName): Candidate {
  const hidden = name.startsWith("__") || name === "constructor";
  return {
    text: name,
    type: type === "function" ? (depth === 0 ? "function" : "method") : "property",
    rank: hidden ? 90 : 10,
  };
}

/** Types first: they know the kind; a name that both have is listed once. */
function merge(typed: Candidate[], live: Candidate[]): Candidate[] {
  const seen = new Set(typed.map(({ text }) => text));
  return [...typed, ...live.filter(({ text }) => !seen.has(text) && seen.add(text))];
}

function isIdentifier(text: string): boolean {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/** The candidates that continue what is typed: in its own case first, then by rank and name. */
function select(candidates: Candidate[], prefix: string): Candidate[] {
  const lower = prefix.toLowerCase();
  const order = (candidate: Candidate): number =>
    (candidate.text.startsWith(prefix) ? 0 : 1000) + candidate.rank +
    (candidate.text.startsWith("_") && !prefix.startsWith("_") ? 100 : 0);
  return candidates
    .filter(({ text }) => text.toLowerCase().startsWith(lower) && !isOwnName(text))
    .sort((a, b) => order(a) - order(b) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .slice(0, MAX_MATCHES);
}

function reply(code: string, from: number, to: number, chosen: Candidate[]): Completion {
  const start = codePointIndex(code, from);
  const end = codePointIndex(code, to);
  return {
    matches: chosen.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: chosen.map(({ text, type }) => ({
        text,
        type,
        signature: "",
        start,
        end,
      })),
    },
  };
}
