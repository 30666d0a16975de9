/**
 * Tables that fit the terminal.
 *
 * @module
 */
import type { Output, Style } from "./terminal.ts";
import { pad, textWidth, truncate } from "../display/mod.ts";

/** A column of a table. */
export interface Column {
  /** Its heading. */
  header: string;
  /** Where its cells stand; left by default. */
  align?: "left" | "right";
  /** How narrow it may become where space is short; by default it is never cut. */
  minWidth?: number;
  /** Where a cell is cut; at its end by default. */
  cut?: "end" | "middle";
  /** Columns with a higher number are left out first where space is short; 0, the default, never. */
  expendable?: number;
}

/** A cell: text without control characters, or with a colour. */
export type Cell = string | { text: string; style: Style };

/** A table as text. */
export interface RenderedTable {
  /** The lines, each ended. */
  text: string;
  /** The headings of the columns that found no place. */
  leftOut: string[];
}

const GAP = "  ";

function textOf(cell: Cell | undefined): string {
  return cell === undefined ? "" : typeof cell === "string" ? cell : cell.text;
}

interface Fitted {
  index: number;
  column: Column;
  width: number;
}

function totalWidth(columns: Fitted[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP.length * (columns.length - 1));
}

/** Narrows the columns that may be cut, always the widest first, until all fit or none gives more. */
function narrow(columns: Fitted[], available: number): void {
  for (let over = totalWidth(columns) - available; over > 0; over--) {
    let widest: Fitted | undefined;
    for (const fitted of columns) {
      const { minWidth } = fitted.column;
      if (minWidth === undefined || fitted.width <= minWidth) continue;
      if (!widest || fitted.width > widest.width) widest = fitted;
    }
    if (!widest) return;
    widest.width--;
  }
}

function leastWidth(columns: Fitted[]): number {
  return totalWidth(columns.map((fitted) => ({
    ...fitted,
    width: Math.min(fitted.width, fitted.column.minWidth ?? fitted.width),
  })));
}

/** Leaves out the most expendable column, the last of several, until the rest can fit. */
function leaveOut(columns: Fitted[], available: number): Fitted[] {
  let kept = columns;
  while (leastWidth(kept) > available) {
    let worst: Fitted | undefined;
    for (const fitted of kept) {
      const rank = fitted.column.expendable ?? 0;
      if (rank > 0 && rank >= (worst?.column.expendable ?? 0)) worst = fitted;
    }
    if (!worst) return kept;
    kept = kept.filter((fitted) => fitted !== worst);
  }
  return kept;
}

function renderLine(columns: Fitted[], cells: (Cell | undefined)[]): string {
  const parts = columns.map(({ index, column, width }) => {
    const cell = cells[index];
    const shown = truncate(textOf(cell), width, column.cut);
    const padding = " ".repeat(Math.max(0, width - textWidth(shown)));
    const styled = typeof cell === "object" ? cell.style(shown) : shown;
    return column.align === "right" ? padding + styled : styled + padding;
  });
  return parts.join(GAP).trimEnd() + "\n";
}

function measure(columns: Column[], rows: Cell[][]): Fitted[] {
  return columns.map((column, index) => ({
    index,
    column,
    width: rows.reduce(
      (width, row) => Math.max(width, textWidth(textOf(row[index]))),
      textWidth(column.header),
    ),
  }));
}

function renderColumns(
  columns: Fitted[],
  all: Column[],
  rows: Cell[][],
  out: Output,
  indent: string,
): string {
  const headers = all.map(({ header }) => ({ text: header, style: out.style.bold }));
  const lines = [renderLine(columns, headers), ...rows.map((row) => renderLine(columns, row))];
  return lines.map((line) => indent + line).join("");
}

/**
 * Lays a table out. Where the output has a width, columns are cut, then left out, so that no line is
 * longer than it.
 *
 * @param columns The columns.
 * @param rows The cells of each row.
 * @param out Where it will be written.
 * @param indent What every line begins with.
 */
export function renderTable(
  columns: Column[],
  rows: Cell[][],
  out: Output,
  indent = "",
): RenderedTable {
  const measured = measure(columns, rows);
  let kept = measured;
  if (out.width !== undefined) {
    const available = out.width - indent.length;
    kept = leaveOut(measured, available);
    narrow(kept, available);
  }
  return {
    text: renderColumns(kept, columns, rows, out, indent),
    leftOut: measured.filter((fitted) => !kept.includes(fitted)).map(({ column }) => column.header),
  };
}

/**
 * Lays a table out in as many blocks as its columns need, each with the first column: nothing is left
 * out, whatever the width.
 */
export function renderBlocks(columns: Column[], rows: Cell[][], out: Output): string {
  const measured = measure(columns, rows);
  const [first, ...others] = measured;
  if (out.width === undefined || !first) return renderColumns(measured, columns, rows, out, "");
  // A first column that fills the line would leave no place for the others.
  narrow([first], Math.max(Math.floor(out.width / 2), first.column.minWidth ?? 0));
  const blocks: Fitted[][] = [];
  for (const fitted of others) {
    const block = blocks.at(-1);
    if (block && totalWidth([...block, fitted]) <= out.width) block.push(fitted);
    else {
      narrow([fitted], Math.max(1, out.width - first.width - GAP.length));
      blocks.push([first, fitted]);
    }
  }
  return blocks.map((block) => renderColumns(block, columns, rows, out, "")).join("\n");
}

/**
 * Lines of a name and a value below each other.
 *
 * @param cut Whether values are cut at the edge of the terminal; those that are to be copied are not.
 */
export function renderPairs(
  pairs: [name: string, value: Cell][],
  out: Output,
  cut = true,
): string {
  const nameWidth = Math.min(32, Math.max(0, ...pairs.map(([name]) => textWidth(name))));
  const left = cut && out.width !== undefined
    ? Math.max(10, out.width - nameWidth - 2 * GAP.length)
    : Infinity;
  return pairs.map(([name, cell]) => {
    const label = pad(truncate(name, nameWidth, "middle"), nameWidth);
    const shown = truncate(textOf(cell), left);
    const styled = typeof cell === "object" ? cell.style(shown) : shown;
    return `${GAP}${out.style.dim(label)}${GAP}${styled}`.trimEnd() + "\n";
  }).join("");
}
