/** Completion: what the types know, joined with what the session's values have. @module */

import { cellNames, isOwnName } from "./bindings.ts";
import { type Candidate, RANKS } from "./candidate.ts";
import type { CellHistory } from "./cells.ts";
import { bindsLocally, contextAt, type Typing } from "./context.ts";
import { liveCandidates } from "./live_candidates.ts";
import type { LiveReader } from "./live_values.ts";
import { pathCandidates } from "./paths.ts";
import { codePointIndex, unitIndex } from "./positions.ts";
import type { LanguageServer } from "./server.ts";
import { specifierCandidates } from "./specifiers.ts";
import { typedCandidates } from "./typed_candidates.ts";

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

/** What completion needs of its surroundings. */
export interface CompletionSources {
  /** The notebook's folder. */
  cwd: string;
  /** The deno.json in use, where it is known. */
  config?: string | undefined;
  /** The executed cells. */
  cells: CellHistory;
  /** The language server. */
  server: LanguageServer;
  /** The session's values. */
  live: LiveReader;
}

/** Offered while the language server, which knows where each may stand, has not answered yet. */
const KEYWORDS: readonly Candidate[] = (
  "abstract as async await break case catch class const continue debugger declare default delete do " +
  "else enum export extends false finally for from function if implements import in instanceof " +
  "interface let namespace new null of readonly return satisfies static super switch this throw true " +
  "try type typeof undefined using var void while yield"
).split(" ").map((text) => ({ text, type: "keyword", rank: RANKS.keyword }));

/** How many signatures are asked for, at about 1 ms each, and how long they may take, in milliseconds. */
const MAX_SIGNATURES = 8;
const SIGNATURE_PATIENCE_MS = 25;

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
  const chosen = select(candidates, context.prefix);
  return reply(code, context.start, at, chosen, await signatures(chosen));
}

/** The signatures of the first functions, as far as they come in time. */
async function signatures(chosen: readonly Candidate[]): Promise<Map<Candidate, string>> {
  const found = new Map<Candidate, string>();
  const asked = chosen.filter(({ type, signature }) =>
    signature && /^(?:function|method)$/.test(type)
  )
    .slice(0, MAX_SIGNATURES);
  if (asked.length === 0) return found;
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, SIGNATURE_PATIENCE_MS);
  const answers = Promise.all(asked.map(async (candidate) => {
    found.set(candidate, await candidate.signature?.() ?? "");
  }));
  await Promise.race([answers, late.promise]);
  clearTimeout(timer);
  return new Map(found);
}

async function candidatesFor(
  sources: CompletionSources,
  context: Typing,
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
  if (context.kind === "name") {
    if (typed.length === 0) return [...live, ...KEYWORDS];
    const declared = await sources.cells.declared();
    const nearer = typed.map((one) =>
      declared.has(one.text) && one.rank > RANKS.notebook ? { ...one, rank: RANKS.notebook } : one
    );
    // Where the types offer no globals (an object's keys, a type), values are none either.
    return typed.some(({ text }) => text === "globalThis") ? merge(nearer, live) : nearer;
  }
  const root = "receiver" in context ? context.receiver?.root : undefined;
  // A name that the typed code binds itself is not yet, or never, the session's: its type knows better.
  const known = root !== undefined && typed.length > 0 &&
    (bindsLocally(code, root) || (await cellNames(code)).declared.has(root));
  return known ? typed : merge(typed, live);
}

/** The kinds of which only the value tells whether they are functions, such as a package's exports. */
const ANY_KIND = /^(?:variable|property|constant|text)$/;

/** A name that both have is listed once: the types know the kind, the values what is whose. */
function merge(typed: Candidate[], live: Candidate[]): Candidate[] {
  const values = new Map(live.map((one) => [one.text, one]));
  const known = typed.map((one) => {
    const value = values.get(one.text);
    if (!value) return one;
    values.delete(one.text);
    const isFunction = /^(?:function|method|class)$/.test(value.type) && ANY_KIND.test(one.type);
    const type = isFunction ? value.type : one.type;
    // Of a name the nearest meaning counts, of a member where the value has it.
    return { ...one, type, rank: value.isName ? Math.min(one.rank, value.rank) : value.rank };
  });
  return [...known, ...values.values()];
}

/** How much further back names stand that begin with `_`: behind their likes. */
const PRIVATE = 5;

/** The candidates that continue what is typed: in its own case first, then by rank and name. */
function select(candidates: Candidate[], prefix: string): Candidate[] {
  const lower = prefix.toLowerCase();
  const order = ({ text, rank }: Candidate): number =>
    (text.startsWith(prefix) ? 0 : 1000) + rank +
    (text.startsWith("_") && !prefix.startsWith("_") ? PRIVATE : 0);
  return candidates
    .filter(({ text }) => text.toLowerCase().startsWith(lower) && !isOwnName(text))
    .sort((a, b) => order(a) - order(b) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .slice(0, MAX_MATCHES);
}

function reply(
  code: string,
  from: number,
  to: number,
  chosen: Candidate[],
  signatures = new Map<Candidate, string>(),
): Completion {
  const start = codePointIndex(code, from);
  const end = codePointIndex(code, to);
  return {
    matches: chosen.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: chosen.map((candidate) => ({
        text: candidate.text,
        type: candidate.type,
        signature: signatures.get(candidate) ?? "",
        start,
        end,
      })),
    },
  };
}
