/** Positions in a cell: Jupyter counts code points, JavaScript UTF-16 units, LSP lines. @module */

/** A place in a text as LSP has it: line and character from 0, characters in UTF-16 units. */
export interface Position {
  /** The line, from 0. */
  line: number;
  /** The UTF-16 unit in the line, from 0. */
  character: number;
}

/** The UTF-16 index of a code point index; beyond the end it is the end, below 0 it is 0. */
export function unitIndex(text: string, codePoints: number): number {
  let index = 0;
  for (let left = codePoints; left > 0 && index < text.length; left--) {
    index += (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
  }
  return index;
}

/** The code point index of a UTF-16 index. */
export function codePointIndex(text: string, units: number): number {
  let count = 0;
  for (let index = 0; index < units && index < text.length; count++) {
    index += (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
  }
  return count;
}

/** The line and character of a UTF-16 index. */
export function positionAt(text: string, units: number): Position {
  let line = 0;
  let start = 0;
  for (;;) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end >= units) return { line, character: units - start };
    start = end + 1;
    line++;
  }
}

/** The UTF-16 index of a line and character; beyond the end it is the end. */
export function indexOf(text: string, position: Position): number {
  let start = 0;
  for (let line = 0; line < position.line; line++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + position.character);
}
