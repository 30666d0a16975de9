/** Data frames and tables of other libraries, recognised by what they can do. @module */

import type { TableData } from "./table.ts";

type Members = Record<string, unknown>;
type Method = (...values: unknown[]) => unknown;

/**
 * The first rows of a data frame of nodejs-polars, danfojs, arquero, apache-arrow or flechette; `undefined` for
 * other values.
 *
 * @throws what the value's own methods throw.
 */
export function frameOf(value: object, limit: number): TableData | undefined {
  const members = value as Members;
  return polars(members, limit) ?? danfo(members, limit) ?? arquero(members, limit) ??
    arrow(members, limit);
}

/** nodejs-polars: `columns`, `height`, `head(n).toRecords()`. */
function polars(frame: Members, limit: number): TableData | undefined {
  if (!has(frame, "head", "toRecords") || !Array.isArray(frame.columns)) return undefined;
  const columns = frame.columns.map(String);
  const records = call(call(frame, "head", limit) as Members, "toRecords") as Members[];
  const rowCount = typeof frame.height === "number" ? frame.height : records.length;
  return { columns, rowCount, rows: records.map((row) => columns.map((name) => row[name])) };
}

/** danfojs: `columns`, `values`, `index`. */
function danfo(frame: Members, limit: number): TableData | undefined {
  if (!has(frame, "iloc", "head")) return undefined;
  const { columns, values, index } = frame;
  if (!Array.isArray(columns) || !Array.isArray(values) || !Array.isArray(index)) return undefined;
  return {
    columns: columns.map(String),
    rowCount: values.length,
    rows: values.slice(0, limit) as unknown[][],
    index: index.slice(0, limit),
  };
}

/** arquero: `columnNames()`, `numRows()`, `objects({ limit })`. */
function arquero(table: Members, limit: number): TableData | undefined {
  if (!has(table, "columnNames", "numRows", "objects")) return undefined;
  const columns = (call(table, "columnNames") as unknown[]).map(String);
  const records = call(table, "objects", { limit }) as Members[];
  return {
    columns,
    rowCount: call(table, "numRows") as number,
    rows: records.map((row) => columns.map((name) => row[name])),
  };
}

/** `Date` and `Timestamp` in Arrow's enumeration of types (Schema.fbs). */
const TIME_TYPES: unknown[] = [8, 10];

/** apache-arrow, flechette: `schema.fields`, `numRows`, `getChildAt(n)`. */
function arrow(table: Members, limit: number): TableData | undefined {
  if (!has(table, "getChildAt")) return undefined;
  const fields = (table.schema as Members | undefined)?.fields as Members[] | undefined;
  const { numRows } = table;
  if (!Array.isArray(fields) || typeof numRows !== "number") return undefined;
  const vectors = fields.map((_, at) => call(table, "getChildAt", at) as Members);
  const cell = (row: number, column: number): unknown => {
    const value = call(vectors[column]!, "get", row);
    // Dates and timestamps come as milliseconds; the column's type alone says what they are.
    const isTime = TIME_TYPES.includes((fields[column]!.type as Members).typeId);
    return isTime && typeof value === "number" ? new Date(value) : value;
  };
  return {
    columns: fields.map((field) => String(field.name)),
    rowCount: numRows,
    rows: Array.from(
      { length: Math.min(numRows, limit) },
      (_, row) => fields.map((_, column) => cell(row, column)),
    ),
  };
}

function has(value: Members, ...methods: string[]): boolean {
  return methods.every((name) => name in value && typeof value[name] === "function");
}

function call(value: Members, method: string, ...values: unknown[]): unknown {
  return (value[method] as Method).call(value, ...values);
}
