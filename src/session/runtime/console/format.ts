/** How console arguments become one text, as the console of Deno 2 does it. @module */

import { ansiOf, parseStyle } from "./style.ts";
import type { Style } from "./style.ts";
import { inspectSafely } from "./inspect_safely.ts";

/** What one level of `console.group` puts before every line. */
const INDENT = "  ";

/**
 * The text of a call of `console.log`, without the line's end. A first argument that is a string may
 * hold the directives of the Console standard (`%s %d %i %f %j %o %O %c %%`).
 */
export function formatArguments(values: readonly unknown[], colors: boolean): string {
  const [first] = values;
  if (values.length === 1) return textOf(first, colors);
  let text = "";
  let next = 0;
  if (typeof first === "string" && values.length > 1) {
    next = 1;
    if (first.includes("%")) ({ text, next } = applyDirectives(first, values, colors));
    else text = first;
  }
  for (; next < values.length; next++) {
    if (next > 0) text += " ";
    text += textOf(values[next], colors);
  }
  return text;
}

/** `text` with every line moved in by `level` groups. */
export function indentLines(text: string, level: number): string {
  if (level <= 0) return text;
  const indent = INDENT.repeat(Math.min(level, 1000));
  return indent + text.replaceAll("\n", `\n${indent}`);
}

/** `String(value)`; where the value's own method throws, its inspection. */
export function stringOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return inspectSafely(value, false);
  }
}

/** A text as it is, any other value inspected; without colours, numbers by a shorter way. */
function textOf(value: unknown, colors: boolean): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && !colors) return Object.is(value, -0) ? "-0" : String(value);
  return inspectSafely(value, colors);
}

function applyDirectives(
  format: string,
  values: readonly unknown[],
  colors: boolean,
): { text: string; next: number } {
  let text = "";
  let next = 1;
  let copied = 0;
  let style: Style | undefined;
  for (let at = format.indexOf("%"); at !== -1 && at < format.length - 1;) {
    const directive = format[at + 1]!;
    let replacement: string | undefined;
    if (directive === "%") {
      replacement = "%";
    } else if (next < values.length && "sdifjoOc".includes(directive)) {
      const value = values[next++];
      if (directive === "c") {
        const wanted = colors ? parseStyle(stringOf(value)) : undefined;
        replacement = wanted === undefined ? "" : ansiOf(wanted, style);
        if (replacement !== "") style = wanted;
      } else {
        replacement = directed(directive, value, colors);
      }
    }
    if (replacement !== undefined) {
      text += format.slice(copied, at) + replacement;
      copied = at + 2;
    }
    at = format.indexOf("%", at + 2);
  }
  text += format.slice(copied);
  return { text: style === undefined ? text : `${text}\x1b[0m`, next };
}

/** The text of a value under a directive, or `undefined` where the directive stays as it is. */
function directed(directive: string, value: unknown, colors: boolean): string | undefined {
  switch (directive) {
    case "s":
      return stringOf(value);
    case "d":
    case "i":
      return typeof value === "symbol" ? "NaN" : String(parseInt(stringOf(value)));
    case "f":
      return typeof value === "symbol" ? "NaN" : String(parseFloat(stringOf(value)));
    case "j":
      return jsonOf(value);
    default:
      return inspectSafely(value, colors);
  }
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const circular = error instanceof TypeError && error.message.includes("circular structure");
    return circular ? "[Circular]" : inspectSafely(value, false);
  }
}
