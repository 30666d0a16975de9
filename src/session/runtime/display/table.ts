/** Tables, as HTML and as text. @module */

import { inspectSafely } from "../console/mod.ts";
import type { MimeBundle } from "../../types.ts";
import { escapeHtml } from "./html.ts";
import { textTable } from "./text_table.ts";

/** The first rows of a table. */
export interface TableData {
  /** The columns' names. */
  columns: string[];
  /** The rows that are there to show, by column. */
  rows: unknown[][];
  /** The rows' labels, where they have some. */
  index?: unknown[];
  /** The rows that the whole table has. */
  rowCount: number;
}

/** The rows and the columns that are shown of a table unless more are asked for. */
export const TABLE_LIMIT = 20;
/** The most characters of one cell. */
const MAX_CELL = 200;

/** A table as `text/html` and `text/plain`; where rows or columns are left out, a note says so. */
export function tableBundle(table: TableData, maxColumns: number = TABLE_LIMIT): MimeBundle {
  const columns = table.columns.slice(0, maxColumns);
  const rows = table.rows.map((row) => columns.map((_, at) => cellText(row[at])));
  const index = table.index?.map(cellText);
  const note = noteOf(table, columns.length);
  return {
    "text/html": htmlTable(columns, rows, index, note),
    "text/plain": textTable(columns, rows, index) + (note === undefined ? "" : `\n${note}`),
  };
}

/** A cell's text: strings as they are, dates as ISO 8601, other values inspected on one line. */
function cellText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (value === undefined) return "";
  const text = typeof value === "string"
    ? value
    : value instanceof Date && !Number.isNaN(value.getTime())
    ? value.toISOString()
    : inspectSafely(value, false, { depth: 1, compact: true, breakLength: Infinity });
  return text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL - 1)}…`;
}

function noteOf(table: TableData, columns: number): string | undefined {
  const parts: string[] = [];
  if (table.rows.length < table.rowCount) {
    parts.push(`${count(table.rows.length)} of ${count(table.rowCount)} rows`);
  }
  if (columns < table.columns.length) {
    parts.push(`${count(columns)} of ${count(table.columns.length)} columns`);
  }
  return parts.length === 0 ? undefined : parts.join(", ");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function htmlTable(
  columns: string[],
  rows: string[][],
  index: string[] | undefined,
  note: string | undefined,
): string {
  const corner = index === undefined ? "" : "<th></th>";
  const head = columns.map((name) => `<th>${escapeHtml(name)}</th>`).join("");
  const body = rows.map((row, at) => {
    const label = index === undefined ? "" : `<th>${escapeHtml(index[at] ?? "")}</th>`;
    return `<tr>${label}${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  });
  return `<table><thead><tr>${corner}${head}</tr></thead><tbody>${body.join("")}</tbody></table>` +
    (note === undefined ? "" : `<p>${escapeHtml(note)}</p>`);
}
