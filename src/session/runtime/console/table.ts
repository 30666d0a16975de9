/** The table of `console.table`. @module */

import { inspectSafely } from "./inspect_safely.ts";
import { textWidth } from "./width.ts";

/** How a cell's value is written: on one line, and not deep. */
const INSPECT: Deno.InspectOptions = { depth: 1, compact: true, breakLength: Infinity };

/**
 * The table of `data`, as Deno draws it, with the columns `wanted` or with all; `undefined` where
 * `data` is no object to make one of, or its own code throws meanwhile.
 */
export function formatTable(
  data: unknown,
  wanted: string[] | undefined,
  colors: boolean,
): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  try {
    return draw(...columnsOf(data, wanted, colors));
  } catch {
    return undefined;
  }
}

/** The heads, and the cells under each. */
function columnsOf(
  data: object,
  wanted: string[] | undefined,
  colors: boolean,
): [head: string[], columns: string[][]] {
  const { index, rows } = rowsOf(data);
  const columns: Record<string, string[]> = Object.create(null);
  const ownValues: string[] = [];
  let hasValues = false;
  const show = (value: unknown): string => inspectSafely(value, colors, INSPECT);
  const put = (name: string, row: number, value: unknown): void => {
    columns[name] ??= Array(rows.length).fill("");
    columns[name][row] = show(value);
  };
  for (const name of wanted ?? []) columns[name] = Array(rows.length).fill("");
  rows.forEach(({ value, entry }, row) => {
    ownValues.push("");
    if (entry !== undefined) {
      put("Key", row, entry[0]);
      put("Values", row, entry[1]);
    } else if (wanted === undefined && !isObject(value)) {
      hasValues = true;
      ownValues[row] = show(value);
    } else if (isObject(value)) {
      for (const name of wanted ?? Object.keys(value)) {
        if (name in value) put(name, row, (value as Record<string, unknown>)[name]);
      }
    }
  });
  const names = Object.keys(columns);
  const head = [index, ...(wanted ?? (hasValues ? [...names, "Values"] : names))];
  const body = [
    rows.map(({ key }) => key),
    ...names.map((name) => columns[name]!),
    ownValues,
  ];
  return [head, body];
}

interface Row {
  key: string;
  value?: unknown;
  entry?: [unknown, unknown];
}

function rowsOf(data: object): { index: string; rows: Row[] } {
  if (data instanceof Map) {
    const rows = [...data].map((entry, at) => ({ key: String(at), entry }));
    return { index: "(iter idx)", rows };
  }
  if (!Array.isArray(data) && Symbol.iterator in data) {
    const rows = [...data as Iterable<unknown>].map((value, at) => ({ key: String(at), value }));
    return { index: "(iter idx)", rows };
  }
  const rows = Object.keys(data).map((key) => ({
    key,
    value: (data as Record<string, unknown>)[key],
  }));
  return { index: "(idx)", rows };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Draws columns under their heads; a column of whole numbers is set to the right. */
function draw(head: string[], columns: string[][]): string {
  const height = Math.max(0, ...columns.map((column) => column.length));
  const widths: number[] = [];
  const right: boolean[] = [];
  head.forEach((name, at) => {
    const cells = columns[at] ?? [];
    widths.push(cells.reduce((width, cell) => Math.max(width, textWidth(cell)), textWidth(name)));
    right.push(cells.every((cell) => Number.isInteger(Number(cell))));
  });
  const line = (left: string, middle: string, end: string): string =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + end;
  const rowOf = (cells: string[], toRight: (column: number) => boolean): string => {
    const padded = cells.map((cell, at) => {
      const space = " ".repeat(widths[at]! - textWidth(cell));
      return toRight(at) ? space + cell : cell + space;
    });
    return `│ ${padded.join(" │ ")} │`;
  };
  const lines = [line("┌", "┬", "┐"), rowOf(head, () => false), line("├", "┼", "┤")];
  for (let row = 0; row < height; row++) {
    lines.push(rowOf(head.map((_, at) => columns[at]?.[row] ?? ""), (at) => right[at]!));
  }
  lines.push(line("└", "┴", "┘"));
  return lines.join("\n");
}
