/**
 * Tables for TensorBoard, as Markdown.
 *
 * @module
 */
import type { TableEntry } from "../../store/mod.ts";
import { parseJson } from "../../store/mod.ts";
import { readRunFile } from "./run_files.ts";
import { escapeMarkdown } from "./text.ts";

/** How many rows are shown. */
const MAX_ROWS = 100;
/** How many characters of a cell are shown. */
const MAX_CELL = 300;
/** Up to which size a table's file is read. */
const MAX_BYTES = 16 * 1024 * 1024;

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return escapeMarkdown(text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text);
}

function line(cells: string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function footer(entry: TableEntry, shown: number): string {
  const path = escapeMarkdown(entry.path);
  return shown < entry.rows
    ? `\nThe first ${shown} of ${entry.rows} rows; all of them are in ${path}.\n`
    : "";
}

/** The first rows of a table as Markdown. */
export function tableMarkdown(dir: string, entry: TableEntry): string {
  const head = line(entry.columns.map(cell)) + line(entry.columns.map(() => "---"));
  if (entry.columns.length === 0) {
    return `A table of ${entry.rows} rows without columns: ${escapeMarkdown(entry.path)}.\n`;
  }
  if (entry.size > MAX_BYTES) return head + footer(entry, 0);
  const rows = parseJson(new TextDecoder().decode(readRunFile(dir, entry.path)));
  if (!Array.isArray(rows)) {
    throw new SyntaxError(`Cannot show table "${entry.name}": ${entry.path} is no list of rows`);
  }
  const body = rows.slice(0, MAX_ROWS).map((row: Record<string, unknown> | null) =>
    line(entry.columns.map((name) => row && Object.hasOwn(row, name) ? cell(row[name]) : ""))
  );
  return head + body.join("") + footer(entry, body.length);
}
