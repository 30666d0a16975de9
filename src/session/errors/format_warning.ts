/** What is wrong with a cell that runs nevertheless. @module */

import { yellow } from "./ansi.ts";
import { showPlace } from "./format_error.ts";
import { shorten } from "./text_limits.ts";

/** A place in a cell, and what is wrong there. */
export interface CellWarning {
  /** What kind of warning it is, such as `Type error`. */
  name: string;
  /** What is wrong. */
  message: string;
  /** The line, from 1. */
  line: number;
  /** The column, from 1, in UTF-16 units. */
  column: number;
}

/**
 * Formats a warning as errors are: what is wrong, the place, and the lines around it, with ANSI colours.
 *
 * @param warning What is wrong, and where.
 * @param label What errors call the cell, such as `cell [3]`; empty where its text has no name.
 * @param source The cell's text.
 */
export function formatWarning(warning: CellWarning, label: string, source: string): string {
  const { name, message, line, column } = warning;
  const headline = `${yellow(name)}: ${shorten(message)}`;
  return [headline, ...showPlace(label, source, line, column)].join("\n");
}
