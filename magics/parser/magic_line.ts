/** Reading the arguments of a magic. @module */

import { Scanner } from "./code/scanner.ts";
import type { Hole } from "./found_magic.ts";

/** The arguments of a magic, as they are written. */
export interface MagicLine {
  /** The texts around and between the expressions. */
  texts: string[];
  /** The expressions. */
  holes: Hole[];
  /** Where the arguments end: at a line break, or at the end of the text. */
  end: number;
  /** The line breaks within, each behind a `\`. */
  breaks: number;
  /** Where an expression begins that has no end. */
  open?: number;
}

const PLAIN = /[^\\$\r\n]+/y;

/** Reads from behind a magic's name to the end of its line, or of several that `\` joins. */
export function readMagicLine(source: string, start: number): MagicLine {
  const line: MagicLine = { texts: [""], holes: [], end: start, breaks: 0 };
  const add = (text: string): void => {
    line.texts[line.texts.length - 1] += text;
  };
  for (let at = start; at < source.length;) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(source)?.[0];
    const two = source.slice(at, at + 2);
    line.end = at;
    if (plain !== undefined) {
      add(plain);
      at += plain.length;
    } else if (two[0] === "\n" || two === "\r\n") return line;
    else if (two === "\\\n" || source.startsWith("\\\r\n", at)) {
      line.breaks++;
      at += two === "\\\n" ? 2 : 3;
    } else if (two === "\\$" && source[at + 2] === "{") {
      add("${");
      at += 3;
    } else if (two[0] === "\\" && two.length === 2) {
      add(two);
      at += 2;
    } else if (two === "${") {
      const end = new Scanner(source).skipBraces(at + 2);
      if (end === undefined) line.open = at;
      line.holes.push({ start: at + 2, end: (end ?? source.length + 1) - 1, breaks: line.breaks });
      line.texts.push("");
      at = end ?? source.length;
    } else {
      add(two[0]!);
      at++;
    }
  }
  line.end = source.length;
  return line;
}

/** Takes the blanks at both ends away, and, unless it is `raw`, a semicolon at the end outside quotes. */
export function trimTexts(texts: readonly string[], isRaw: boolean): string[] {
  const trimmed = [...texts];
  const last = trimmed.length - 1;
  trimmed[0] = trimmed[0]!.trimStart();
  trimmed[last] = trimmed[last]!.trimEnd();
  if (!isRaw && trimmed[last].endsWith(";") && !endsQuoted(trimmed)) {
    trimmed[last] = trimmed[last].replace(/\s*;+$/, "");
  }
  return trimmed;
}

/** Whether the last character is within quotes, or behind a backslash. */
function endsQuoted(texts: readonly string[]): boolean {
  const text = texts.join("\0");
  let quote = "";
  for (let at = 0; at < text.length - 1; at++) {
    const char = text[at]!;
    if (char === "\\" && quote !== "'") {
      at++;
      if (at === text.length - 1) return true;
    } else if (quote === "") quote = char === '"' || char === "'" ? char : "";
    else if (char === quote) quote = "";
  }
  return quote !== "";
}
