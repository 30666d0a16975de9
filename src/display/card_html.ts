/** A card as HTML. @module */

import {
  type Card,
  type CardFact,
  type CardSection,
  NAME_WIDTH,
  proseLines,
  toldFacts,
  VALUE_WIDTH,
} from "./card.ts";
import { diffHtml } from "./diff_html.ts";
import { escapeHtml, shorten, textElement } from "./html.ts";
import { htmlTable } from "./html_table.ts";
import { pictureHtml } from "./picture.ts";

const FRAME =
  "border:1px solid rgba(128,128,128,0.4);border-radius:4px;padding:0.5em 0.75em;max-width:60em";
const WRAPPED = "white-space:pre-wrap;overflow-wrap:anywhere";
/** What is to be copied is whole. */
const CODE_WIDTH = 2000;

function factHtml({ name, value, isCode }: CardFact): string {
  const label = textElement('td style="text-align:left;vertical-align:top"', name, NAME_WIDTH);
  const shown = isCode
    ? textElement(`span style="font-family:monospace;${WRAPPED}"`, value, CODE_WIDTH)
    : textElement("span", value, VALUE_WIDTH);
  return `<tr>${label}<td style="text-align:left">${shown}</td></tr>\n`;
}

function factsHtml(facts: CardFact[]): string {
  if (facts.length === 0) return "";
  const rows = facts.map(factHtml).join("");
  return `<table style="table-layout:auto;margin-left:0"><tbody>${rows}</tbody></table>`;
}

function sectionHtml({ title, facts, table, text, diff, pictures, isFolded }: CardSection): string {
  const parts = [
    facts ? factsHtml(facts) : "",
    table ? htmlTable(table) : "",
    text ? `<pre style="${WRAPPED}">${escapeHtml(proseLines(text).join("\n"))}</pre>` : "",
    diff ? diffHtml(diff) : "",
    ...(pictures ?? []).map(pictureHtml),
  ].filter((part) => part !== "").join("\n");
  const heading = escapeHtml(shorten(title, VALUE_WIDTH));
  return isFolded
    ? `<details><summary>${heading}</summary>${parts}</details>`
    : `<div style="margin-top:0.5em"><b>${heading}</b></div>${parts}`;
}

/** A card as HTML, without colours of its own, scripts, or anything from elsewhere; all texts are escaped. */
export function cardHtml(card: Card): string {
  const { title, badge, sections = [] } = card;
  const beside = badge === undefined ? "" : ` · ${textElement("span", badge, VALUE_WIDTH)}`;
  return [
    `<div style="${FRAME}">`,
    `<div>${textElement("b", title, VALUE_WIDTH)}${beside}</div>`,
    factsHtml(toldFacts(card)),
    ...sections.map(sectionHtml),
    "</div>",
  ].filter((part) => part !== "").join("\n");
}
