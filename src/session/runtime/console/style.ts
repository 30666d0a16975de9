/** The CSS of `%c`, as ANSI codes. @module */

import { parseColor } from "./color.ts";
import type { Rgb } from "./color.ts";

/** What of a CSS declaration list a terminal can show. */
export interface Style {
  /** The colour of the text: one of the terminal's own eight by name, or red, green and blue. */
  color: string | Rgb | null;
  /** The colour behind the text. */
  background: string | Rgb | null;
  /** Whether the text is bold. */
  bold: boolean;
  /** Whether the text is italic. */
  italic: boolean;
  /** The lines under, over and through the text. */
  lines: ReadonlySet<string>;
  /** The colour of those lines. */
  lineColor: Rgb | null;
}

const TERMINAL_COLORS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const LINES: readonly (readonly [string, string, string])[] = [
  ["line-through", "\x1b[9m", "\x1b[29m"],
  ["overline", "\x1b[53m", "\x1b[55m"],
  ["underline", "\x1b[4m", "\x1b[24m"],
];
const PLAIN: Style = {
  color: null,
  background: null,
  bold: false,
  italic: false,
  lines: new Set(),
  lineColor: null,
};

/** Reads a CSS declaration list; what a terminal cannot show is left out. */
export function parseStyle(css: string): Style {
  const style: Style = { ...PLAIN };
  for (const declaration of css.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon === -1) continue;
    const value = declaration.slice(colon + 1).trim();
    if (value !== "") apply(style, declaration.slice(0, colon).trim(), value);
  }
  return style;
}

/** The ANSI codes that lead from one style to the next. */
export function ansiOf(style: Style, before: Style = PLAIN): string {
  let ansi = "";
  if (!sameColor(style.background, before.background)) ansi += colorCode(style.background, 40);
  if (!sameColor(style.color, before.color)) ansi += colorCode(style.color, 30);
  if (style.bold !== before.bold) ansi += style.bold ? "\x1b[1m" : "\x1b[22m";
  if (style.italic !== before.italic) ansi += style.italic ? "\x1b[3m" : "\x1b[23m";
  if (!sameColor(style.lineColor, before.lineColor)) {
    ansi += style.lineColor === null ? "\x1b[59m" : `\x1b[58;2;${style.lineColor.join(";")}m`;
  }
  for (const [line, on, off] of LINES) {
    if (style.lines.has(line) !== before.lines.has(line)) ansi += style.lines.has(line) ? on : off;
  }
  return ansi;
}

function apply(style: Style, property: string, value: string): void {
  switch (property) {
    case "color":
      style.color = colorOf(value);
      break;
    case "background-color":
      style.background = colorOf(value);
      break;
    case "font-weight":
      if (value === "bold") style.bold = true;
      break;
    case "font-style":
      if (["italic", "oblique", "oblique 14deg"].includes(value)) style.italic = true;
      break;
    case "text-decoration-line":
      style.lines = linesOf(value);
      break;
    case "text-decoration-color":
      style.lineColor = parseColor(value) ?? style.lineColor;
      break;
    case "text-decoration":
      style.lines = linesOf(value);
      style.lineColor = value.split(/\s+/).map(parseColor).findLast((color) => color !== null) ??
        null;
      break;
  }
}

function linesOf(value: string): Set<string> {
  return new Set(value.split(/\s+/).filter((word) => LINES.some(([line]) => line === word)));
}

function colorOf(value: string): string | Rgb | null {
  return TERMINAL_COLORS.includes(value) ? value : parseColor(value);
}

function sameColor(a: string | Rgb | null, b: string | Rgb | null): boolean {
  return String(a) === String(b);
}

function colorCode(color: string | Rgb | null, base: 30 | 40): string {
  if (color === null) return `\x1b[${base + 9}m`;
  if (typeof color === "string") return `\x1b[${base + TERMINAL_COLORS.indexOf(color)}m`;
  return `\x1b[${base + 8};2;${color.join(";")}m`;
}
