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

/** How much of a table is shown by default. */
const MAX_ROWS = 20;
const MAX_COLUMNS = 20;
/** The most characters of one cell. */
const MAX_CELL = 200;

/** A table as `text/html` and `text/plain`; where rows or columns are left out, a note says so. */
export function tableBundle(table: TableData, maxRows: number = MAX_ROWS): MimeBundle {
  const columns = table.columns.slice(0, MAX_COLUMNS);
  const rows = table.rows.slice(0, maxRows).map((row) => columns.map((_, at) => cellText(row[at])));
  const index = table.index?.slice(0, rows.length).map(cellText);
  const isCut = columns.length < table.columns.length || rows.length < table.rowCount;
  const note = isCut ? noteOf(table, rows.length, columns.length) : undefined;
  return {
    "text/html": htmlTable(columns, rows, index, note),
    "text/plain": textTable(columns, rows, index) + (note === undefined ? "" : `\n${note}`),
  };
}

/** A cell's text: strings as they are, other values inspected on one line. */
function cellText(value: unknown): string {
  const text = typeof value === "string"
    ? value
    : value instanceof Date && !Number.isNaN(value.getTime())
    ? value.toISOString()
    : inspectSafely(value, false, { depth: 1, compact: true, breakLength: Infinity });
  return text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL - 1)}…`;
}

function noteOf(table: TableData, rows: number, columns: number): string {
  const count = (number: number): string => number.toLocaleString("en-US");
  return `${count(rows)} of ${count(table.rowCount)} rows, ` +
    `${count(columns)} of ${count(table.columns.length)} columns`;
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

/**
 * The table of rows: objects by their keys, arrays by their places, other values in one column.
 * `names` picks the columns.
 */
export function rowsTable(rows: Iterable<unknown>, names?: string[], limit = MAX_ROWS): TableData {
  const all = Array.isArray(rows) ? rows : [...rows];
  const records = all.slice(0, limit).map((row): Record<string, unknown> => {
    return typeof row === "object" && row !== null
      ? row as Record<string, unknown>
      : { value: row };
  });
  const columns = names ?? [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columns,
    rowCount: all.length,
    rows: records.map((record) => columns.map((name) => name in record ? record[name] : "")),
  };
}
