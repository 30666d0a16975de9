/** Text in HTML. @module */

import { printable, truncate } from "./text.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const TITLE_LENGTH = 1000;

/** A text as HTML shows it, also within an attribute's quotes. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** A text cut to `width` columns, without looking at all of a very long one. */
export function shorten(text: string, width: number): string {
  // A character of what is seen has few code units, so that more than these never fit.
  const beginning = text.length > width * 20 ? text.slice(0, width * 20) : text;
  return truncate(printable(beginning), width);
}

/**
 * An HTML element around a text that is cut where it is long, with the whole of it, or its beginning, as the
 * element's title.
 *
 * @param tag The element, with its attributes.
 * @param text The text, not escaped.
 * @param width How many columns of it are shown.
 * @param title What is shown of it when the mouse rests on it; the text itself by default, where it is cut.
 */
export function textElement(tag: string, text: string, width: number, title?: string): string {
  const shown = shorten(text, width);
  const told = title ?? (shown.endsWith("…") && !text.endsWith("…") ? text : undefined);
  const attribute = told === undefined ? "" : ` title="${escapeHtml(shorten(told, TITLE_LENGTH))}"`;
  return `<${tag}${attribute}>${escapeHtml(shown)}</${tag.split(" ")[0]}>`;
}
