/** Tables as plain text. @module */

import { textWidth } from "../console/mod.ts";

/** Columns under their names, two spaces apart; columns of numbers are set to the right. */
export function textTable(columns: string[], rows: string[][], index?: string[]): string {
  const oneLine = (text: string): string => text.replace(/\s+/g, " ");
  const heads = index === undefined ? columns : ["", ...columns];
  const cells = rows.map((row, at) => index === undefined ? row : [index[at] ?? "", ...row]);
  const lines = [heads, ...cells].map((line) => line.map(oneLine));
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => textWidth(line[at]!))));
  const toRight = heads.map((_, at) => isNumeric(cells.map((row) => row[at]!)));
  return lines.map((line) =>
    line.map((cell, at) => {
      const space = " ".repeat(widths[at]! - textWidth(cell));
      return toRight[at] ? space + cell : cell + space;
    }).join("  ").trimEnd()
  ).join("\n");
}

/** Whether cells are numbers, some of which may be missing. */
function isNumeric(cells: string[]): boolean {
  const given = cells.filter((cell) => cell !== "" && cell !== "null" && cell !== "NaN");
  return given.length > 0 && given.every((cell) => !Number.isNaN(Number(cell)));
}
