/** Tables made of plain values. @module */

import { isRecord } from "./bundle.ts";
import { frameOf } from "./data_frame.ts";
import type { TableData } from "./table.ts";

/**
 * The first `limit` rows of what may be a table: a data frame; an object whose values are all arrays,
 * by column; an iterable of objects, by their keys, of arrays, by their places, or of other values.
 * `names` picks columns. `undefined` for any other value.
 */
export function rowsOf(value: unknown, limit: number, names?: string[]): TableData | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const table = frameOf(value, limit) ?? columnsTable(value, limit) ?? recordsTable(value, limit);
  if (table === undefined || names === undefined) return table;
  const places = names.map((name) => table.columns.indexOf(name));
  return { ...table, columns: names, rows: table.rows.map((row) => places.map((at) => row[at])) };
}

function columnsTable(value: object, limit: number): TableData | undefined {
  if (!isRecord(value) || Symbol.iterator in value) return undefined;
  const columns = Object.keys(value);
  const arrays = columns.map((name) => value[name]);
  if (columns.length === 0 || !arrays.every((array) => Array.isArray(array))) return undefined;
  const rowCount = arrays.reduce((most, array) => Math.max(most, array.length), 0);
  const rows = Array.from(
    { length: Math.min(rowCount, limit) },
    (_, row) => arrays.map((array): unknown => array[row]),
  );
  return { columns, rowCount, rows };
}

function recordsTable(value: object, limit: number): TableData | undefined {
  if (!(Symbol.iterator in value)) return undefined;
  const all: unknown[] = Array.isArray(value) ? value : [...value as Iterable<unknown>];
  const records = all.slice(0, limit).map((row): Record<string, unknown> =>
    typeof row === "object" && row !== null ? row as Record<string, unknown> : { value: row }
  );
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columns,
    rowCount: all.length,
    rows: records.map((record) => columns.map((name) => record[name])),
  };
}
