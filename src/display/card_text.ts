/** A card as text. @module */

import {
  type Card,
  type CardFact,
  type CardSection,
  NAME_WIDTH,
  proseLines,
  toldFacts,
  VALUE_WIDTH,
} from "./card.ts";
import { diffLines } from "./diff_html.ts";
import { shorten } from "./html.ts";
import { pad, printable, textWidth } from "./text.ts";
import { textTable } from "./text_table.ts";

function factLines(facts: CardFact[]): string[] {
  const names = facts.map(({ name }) => shorten(name, NAME_WIDTH));
  const width = Math.max(0, ...names.map(textWidth));
  return facts.map(({ value, isCode }, i) =>
    `${pad(names[i]!, width)}  ${isCode ? printable(value) : shorten(value, VALUE_WIDTH)}`
  );
}

function sectionLines({ title, facts, table, text, diff, pictures }: CardSection): string[] {
  const body = [
    ...factLines(facts ?? []),
    ...table ? textTable(table).split("\n") : [],
    ...text ? proseLines(text) : [],
    ...diff ? diffLines(diff) : [],
    ...(pictures ?? []).map(({ name }) => shorten(name, VALUE_WIDTH)),
  ];
  return ["", shorten(title, VALUE_WIDTH), ...indented(body)];
}

function indented(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}

/** A card as lines of text; the last line has no end. */
export function cardText(card: Card): string {
  const { title, badge, sections = [] } = card;
  const head = [title, ...badge === undefined ? [] : [badge]];
  return [
    head.map((text) => shorten(text, VALUE_WIDTH)).join(" · "),
    ...indented(factLines(toldFacts(card))),
    ...sections.flatMap(sectionLines),
  ].join("\n");
}
