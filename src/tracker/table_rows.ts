/**
 * Tables as users give them, as a list of row objects.
 *
 * @module
 */
import type { JsonValue } from "../store/mod.ts";
import { toJsonValue } from "./json_values.ts";

/** A table as its column names and its rows in that order. */
export interface ColumnsAndRows {
  /** The column names. */
  columns: string[];
  /** The rows: as many values as there are columns. */
  rows: unknown[][];
}

/** A table: rows as objects, or columns and rows. */
export type TableData = Record<string, unknown>[] | ColumnsAndRows;

/** A table as it is stored. */
export interface TableRows {
  /** The column names, in the order they first appear. */
  columns: string[];
  /** The rows. */
  rows: Record<string, JsonValue>[];
}

function fault(name: string, problem: string): TypeError {
  return new TypeError(
    `Cannot log table ${JSON.stringify(name)}: ${problem}, ` +
      `expected rows as objects, or { columns: string[], rows: unknown[][] }`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectsOf(data: ColumnsAndRows, name: string): Record<string, unknown>[] {
  const { columns, rows } = data;
  if (!Array.isArray(columns) || !Array.isArray(rows)) throw fault(name, "it is neither form");
  if (!columns.every((column) => typeof column === "string")) {
    throw fault(name, "a column name is no string");
  }
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw fault(name, `the column ${JSON.stringify(twice)} stands twice`);
  return rows.map((row, i) => {
    if (!Array.isArray(row) || row.length !== columns.length) {
      throw fault(name, `row ${i} does not have ${columns.length} values`);
    }
    return Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
  });
}

/**
 * Reads a table.
 *
 * @throws {TypeError} If it is none.
 */
export function tableRows(data: TableData, name: string): TableRows {
  const given = Array.isArray(data)
    ? data
    : isObject(data)
    ? objectsOf(data as unknown as ColumnsAndRows, name)
    : [null];
  const columns = new Set<string>(isObject(data) ? data.columns as string[] : []);
  const rows = given.map((row, i) => {
    if (!isObject(row)) throw fault(name, `row ${i} is no object`);
    const what = `Cannot log table ${JSON.stringify(name)}, row ${i}`;
    const json = toJsonValue(row, what) as Record<string, JsonValue>;
    for (const column of Object.keys(json)) columns.add(column);
    return json;
  });
  return { columns: [...columns], rows };
}
