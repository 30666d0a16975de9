/** What a table shows, before it is HTML or text. @module */

import { formatNumbers } from "./format.ts";

/** A cell: numbers are shown with five significant digits, null as nothing. */
export type TableCell = string | number | null | {
  /** What is shown. */
  text: string;
  /** What is shown when the mouse rests on it. */
  title?: string;
  /** What is special about it: a sign before the text says so, in HTML and in text. */
  mark?: "best" | "differs";
};

/** A column. */
export interface TableColumn {
  /** Its heading. */
  name: string;
  /** Where its cells stand; by default right where all of them are numbers, else left. */
  align?: "left" | "right";
}

/** A table. */
export interface TableView {
  /** The columns. */
  columns: TableColumn[];
  /** The rows, each with a cell for each column. */
  rows: TableCell[][];
  /** What stands above it. */
  caption?: string;
}

const SIGNS = { best: "★", differs: "≠" };

/** A cell as it is shown. */
export interface ShownCell {
  /** The text, with its sign. */
  text: string;
  /** The title. */
  title: string | undefined;
  /** Whether it has a mark. */
  isMarked: boolean;
}

/** A column as it is shown. */
export interface ShownColumn {
  /** Its heading. */
  name: string;
  /** Where its cells stand. */
  align: "left" | "right";
  /** The cells, from the first row to the last. */
  cells: ShownCell[];
}

function shownCells(cells: TableCell[]): ShownCell[] {
  const numbers = formatNumbers(
    cells.map((cell) => typeof cell === "number" ? cell : undefined),
  );
  return cells.map((cell, row) => {
    if (cell === null) return { text: "", title: undefined, isMarked: false };
    if (typeof cell === "number") return { text: numbers[row]!, title: undefined, isMarked: false };
    if (typeof cell === "string") return { text: cell, title: undefined, isMarked: false };
    const { text, title, mark } = cell;
    return { text: mark ? `${SIGNS[mark]} ${text}` : text, title, isMarked: mark !== undefined };
  });
}

/** The columns of a table with their cells as they are shown. */
export function shownColumns({ columns, rows }: TableView): ShownColumn[] {
  return columns.map(({ name, align }, index) => {
    const cells = rows.map((row) => row[index] ?? null);
    const isNumeric = cells.some((cell) => typeof cell === "number") &&
      cells.every((cell) => cell === null || typeof cell === "number");
    return { name, align: align ?? (isNumeric ? "right" : "left"), cells: shownCells(cells) };
  });
}
