/** A card: what an object shows of itself under a cell. @module */

import { escapeHtml, shorten, textElement } from "./html.ts";
import { htmlTable } from "./html_table.ts";
import { diffHtml } from "./diff_html.ts";
import { type Picture, pictureHtml } from "./picture.ts";
import type { TableView } from "./table_view.ts";
import { pad, printable, textWidth } from "./text.ts";
import { textTable } from "./text_table.ts";

/** A line of a card: a name and its value. */
export interface CardFact {
  /** The name. */
  name: string;
  /** The value; an empty one is left out. */
  value: string;
  /** Whether it is a text to be copied, such as a path or a command: never cut where it is shown as text. */
  isCode?: boolean;
}

/** A part of a card, below its facts. */
export interface CardSection {
  /** Its heading. */
  title: string;
  /** A table. */
  table?: TableView;
  /** Prose, or what a program said; its lines are kept. */
  text?: string;
  /** A unified difference. */
  diff?: string;
  /** Pictures. */
  pictures?: Picture[];
  /** Whether only the heading is seen at first, where it can be opened. */
  isFolded?: boolean;
}

/** A card. */
export interface Card {
  /** What it is of. */
  title: string;
  /** A word or two beside the title. */
  badge?: string;
  /** The facts. */
  facts: CardFact[];
  /** The parts below them. */
  sections?: CardSection[];
}

const VALUE_WIDTH = 200;
const PROSE_LENGTH = 4000;
const CODE = "font-family:monospace;white-space:pre-wrap;overflow-wrap:anywhere";

function factHtml({ name, value, isCode }: CardFact): string {
  const inner = textElement(isCode ? `span style="${CODE}"` : "span", value, VALUE_WIDTH);
  return `<tr>${
    textElement('td style="text-align:left;vertical-align:top;opacity:0.75"', name, 64)
  }` +
    `<td style="text-align:left">${inner}</td></tr>\n`;
}

/** The lines of a text, each safe to print; the middle of a very long one is left out. */
function proseLines(text: string): string[] {
  const shown = text.length <= PROSE_LENGTH
    ? text
    : `${text.slice(0, PROSE_LENGTH / 2)}\n…\n${text.slice(-PROSE_LENGTH / 2)}`;
  return shown.trimEnd().split("\n").map(printable);
}

function sectionHtml({ title, table, text, diff, pictures, isFolded }: CardSection): string {
  const parts = [
    table ? htmlTable(table) : "",
    text
      ? `<pre style="white-space:pre-wrap;overflow-wrap:anywhere">${
        escapeHtml(proseLines(text).join("\n"))
      }</pre>`
      : "",
    diff ? diffHtml(diff) : "",
    ...(pictures ?? []).map(pictureHtml),
  ].join("\n");
  const heading = escapeHtml(shorten(title, VALUE_WIDTH));
  return isFolded
    ? `<details><summary>${heading}</summary>${parts}</details>`
    : `<div style="margin-top:0.5em"><b>${heading}</b></div>${parts}`;
}

/** A card as HTML, without colours of its own, scripts, or anything from elsewhere; all texts are escaped. */
export function cardHtml({ title, badge, facts, sections = [] }: Card): string {
  const told = facts.filter(({ value }) => value !== "");
  return [
    `<div style="border:1px solid rgba(128,128,128,0.4);border-radius:4px;padding:0.5em 0.75em;max-width:60em">`,
    `<div>${textElement("b", title, VALUE_WIDTH)}${
      badge === undefined ? "" : ` · ${textElement("span", badge, VALUE_WIDTH)}`
    }</div>`,
    told.length === 0
      ? ""
      : `<table style="table-layout:auto;margin-left:0"><tbody>${
        told.map(factHtml).join("")
      }</tbody></table>`,
    ...sections.map(sectionHtml),
    "</div>",
  ].filter((part) => part !== "").join("\n");
}

function indented(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}

function sectionText({ title, table, text, diff, pictures }: CardSection): string[] {
  return [
    "",
    shorten(title, VALUE_WIDTH),
    ...indented(table ? textTable(table).split("\n") : []),
    ...indented(text ? proseLines(text) : []),
    ...indented(diff ? diff.trimEnd().split("\n").map(printable) : []),
    ...indented((pictures ?? []).map(({ name }) => shorten(name, VALUE_WIDTH))),
  ];
}

/** A card as lines of text; the last line has no end. */
export function cardText({ title, badge, facts, sections = [] }: Card): string {
  const told = facts.filter(({ value }) => value !== "");
  const width = Math.max(0, ...told.map(({ name }) => textWidth(shorten(name, 64))));
  return [
    [title, ...badge === undefined ? [] : [badge]].map((text) => shorten(text, VALUE_WIDTH)).join(
      " · ",
    ),
    ...told.map(({ name, value, isCode }) =>
      `  ${pad(shorten(name, 64), width)}  ${
        isCode ? printable(value) : shorten(value, VALUE_WIDTH)
      }`
    ),
    ...sections.flatMap(sectionText),
  ].join("\n");
}
