/** The lines around a place in a cell. @module */

import { bold, dim, red } from "./ansi.ts";

/** How many lines are shown before the place, and after it. */
const AROUND = 2;
/** How much of a long line is shown, in UTF-16 units. */
const WIDEST = 120;

/**
 * Shows a place in a text: the lines around it with their numbers, and a caret below it.
 *
 * @param source The whole text.
 * @param line The line, from 1.
 * @param column The column, from 1.
 */
export function codeFrame(source: string, line: number, column: number): string {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const isPlace = number === line;
    // Lines far to the right are shown around the place, all of them from the same column.
    const { text, skipped } = part(lines[number - 1]!, column);
    const label = String(number).padStart(width);
    const bar = text === "" ? " |" : " | ";
    shown.push(
      isPlace
        ? `${red(">")} ${bold(label)}${dim(bar)}${text}`
        : `  ${dim(`${label}${bar}${text}`)}`,
    );
    if (isPlace) {
      const before = text.slice(0, Math.max(0, column - 1 - skipped));
      shown.push(`  ${" ".repeat(width)}${dim(" | ")}${blankOf(before)}${red("^")}`);
    }
  }
  return shown.join("\n");
}

function part(line: string, column: number): { text: string; skipped: number } {
  if (line.length <= WIDEST) return { text: line, skipped: 0 };
  const from = Math.max(0, Math.min(column - WIDEST / 2, line.length - WIDEST));
  const text = line.slice(from, from + WIDEST);
  const start = from > 0 ? "…" : "";
  return {
    text: `${start}${text}${from + WIDEST < line.length ? "…" : ""}`,
    skipped: from - start.length,
  };
}

/** As much room as a text takes in a terminal: tabs stay, wide characters take two places. */
function blankOf(text: string): string {
  let blank = "";
  for (const character of text) {
    if (character === "\t") blank += "\t";
    else if (/\p{Mark}/u.test(character)) continue;
    else blank += isWide(character) ? "  " : " ";
  }
  return blank;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]|\p{Emoji_Presentation}/u
    .test(character);
}
