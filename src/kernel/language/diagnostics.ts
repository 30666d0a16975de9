/** What `deno lsp` finds wrong in a cell, without what is right in a notebook. @module */

import type { Position } from "./positions.ts";
import type { CellHistory } from "./cells.ts";
import type { LanguageServer, Patience } from "./server.ts";

/** A finding; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Diagnostic {
  /** The line where it begins. */
  line: number;
  /** The column where it begins. */
  column: number;
  /** The line where it ends. */
  endLine: number;
  /** The column behind its end. */
  endColumn: number;
  /** TypeScript's number (`TS2322`) or Deno's name (`no-local`). */
  code: string;
  /** How bad it is. */
  severity: "error" | "warning" | "information";
  /** What is wrong. */
  message: string;
}

interface LspDiagnostic {
  range: { start: Position; end: Position };
  severity?: number;
  code?: number | string;
  message: string;
  relatedInformation?: { location: { uri: string } }[];
}

/** A cold server needs seconds, and a package with large types does. */
const PATIENCE: Readonly<Patience> = { cold: 15_000, warm: 15_000 };

/** Names declared twice, which is a finding only within one cell. */
const REDECLARED = new Set([2300, 2392, 2393, 2451, 2567, 2528, 2440]);

/** Codes that say nothing in a notebook. */
const NOISE = new Set<number | string>([
  // Top-level await, for await, await using; import.meta.
  ...[1375, 1378, 1431, 1432, 1309, 2852, 2853, 2854, 1343, 1470],
  // Unused names, values and labels; unreachable code.
  ...[6133, 6192, 6196, 6198, 6199, 6205, 7027, 7028],
  // Variables that a later cell gives a type (`let x;`).
  ...[7005, 7034],
  // Modules whose types are not on this machine: running the cell tells whether they can be had.
  ...[2307, 2792, 7016, "not-installed-npm", "not-installed-jsr", "no-cache", "no-cache-npm"],
  ...["no-cache-jsr", "no-cache-data", "no-cache-blob", "resolver-error"],
]);

const SEVERITIES = [undefined, "error", "warning", "information"] as const;

/** Checks a cell after executed ones, those of now by default; nothing when the server cannot be had. */
export async function diagnose(
  server: LanguageServer,
  code: string,
  cellId?: string,
  cells?: CellHistory,
): Promise<Diagnostic[]> {
  const answer = await server.ask(
    code,
    cellId,
    async ({ client, uri }) => {
      const params = { textDocument: { uri } };
      const report = await client.request<{ items?: LspDiagnostic[] }>(
        "textDocument/diagnostic",
        params,
      );
      return { uri, items: report.items ?? [] };
    },
    PATIENCE,
    cells,
  );
  if (!answer) return [];
  const out: Diagnostic[] = [];
  for (const item of answer.items) {
    const severity = SEVERITIES[item.severity ?? 1];
    const code = item.code ?? "";
    if (!severity || NOISE.has(code)) continue;
    if (REDECLARED.has(Number(code)) && elsewhere(item, answer.uri)) continue;
    out.push({
      line: item.range.start.line + 1,
      column: item.range.start.character + 1,
      endLine: item.range.end.line + 1,
      endColumn: item.range.end.character + 1,
      code: typeof code === "number" ? `TS${code}` : code,
      severity,
      message: item.message,
    });
  }
  return out;
}

/** Whether what the finding conflicts with is in another cell. */
function elsewhere(item: LspDiagnostic, uri: string): boolean {
  const related = item.relatedInformation ?? [];
  return related.length > 0 && related.every(({ location }) => location.uri !== uri);
}
