/** Data frames and tables of other libraries, recognised by what they can do. @module */

import type { TableData } from "./table.ts";

type Members = Record<string, unknown>;
type Method = (...values: unknown[]) => unknown;

/** The rows that are read of a table: as many as are shown at most. */
const READ_ROWS = 20;

/** The table in a data frame of nodejs-polars, danfojs, arquero or apache-arrow; else `undefined`. */
export function frameOf(value: Members): TableData | undefined {
  return polars(value) ?? danfo(value) ?? arquero(value) ?? arrow(value);
}

/** nodejs-polars: `columns`, `height`, `head(n).toRecords()`. */
function polars(frame: Members): TableData | undefined {
  if (!has(frame, "head", "toRecords") || !Array.isArray(frame.columns)) return undefined;
  const columns = frame.columns.map(String);
  const head = call(frame, "head", READ_ROWS) as Members;
  const records = call(head, "toRecords") as Members[];
  const rowCount = typeof frame.height === "number" ? frame.height : records.length;
  return { columns, rowCount, rows: records.map((row) => columns.map((name) => row[name])) };
}

/** danfojs: `columns`, `shape`, `values`, `index`. */
function danfo(frame: Members): TableData | undefined {
  const { columns, shape, values, index } = frame;
  if (!has(frame, "iloc", "head") || !Array.isArray(columns) || !Array.isArray(shape)) {
    return undefined;
  }
  if (!Array.isArray(values)) return undefined;
  const rows = values.slice(0, READ_ROWS) as unknown[][];
  return {
    columns: columns.map(String),
    rowCount: values.length,
    rows,
    index: Array.isArray(index) ? index.slice(0, READ_ROWS) : undefined,
  };
}

/** arquero: `columnNames()`, `numRows()`, `objects({ limit })`. */
function arquero(table: Members): TableData | undefined {
  if (!has(table, "columnNames", "numRows", "objects")) return undefined;
  const columns = (call(table, "columnNames") as unknown[]).map(String);
  const records = call(table, "objects", { limit: READ_ROWS }) as Members[];
  return {
    columns,
    rowCount: call(table, "numRows") as number,
    rows: records.map((row) => columns.map((name) => row[name])),
  };
}

/** apache-arrow: `schema.fields`, `numRows`, `getChildAt(n)`. */
function arrow(table: Members): TableData | undefined {
  const fields = (table.schema as Members | undefined)?.fields;
  if (!Array.isArray(fields) || typeof table.numRows !== "number") return undefined;
  if (!has(table, "getChildAt")) return undefined;
  const vectors = fields.map((_, at) => call(table, "getChildAt", at) as Members);
  const height = Math.min(table.numRows, READ_ROWS);
  return {
    columns: fields.map((field: Members) => String(field.name)),
    rowCount: table.numRows,
    rows: Array.from({ length: height }, (_, row) => vectors.map((one) => call(one, "get", row))),
  };
}

function has(value: Members, ...methods: string[]): boolean {
  return methods.every((name) => typeof value[name] === "function");
}

function call(value: Members, method: string, ...values: unknown[]): unknown {
  return (value[method] as Method).call(value, ...values);
}
