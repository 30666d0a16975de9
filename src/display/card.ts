/** A card: what an object shows of itself under a cell. @module */

import type { Picture } from "./picture.ts";
import type { TableView } from "./table_view.ts";
import { printable } from "./text.ts";

/** A line of a card: a name and its value. */
export interface CardFact {
  /** The name. */
  name: string;
  /** The value. */
  value: string;
  /** Whether it is a text to be copied, such as a path or a command: never cut where it is shown as text. */
  isCode?: boolean;
}

/** A part of a card, below its facts. */
export interface CardSection {
  /** Its heading. */
  title: string;
  /** Names and values. */
  facts?: CardFact[];
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
  /** The facts; those whose value is empty are left out. */
  facts: CardFact[];
  /** The parts below them. */
  sections?: CardSection[];
}

/** How wide names may be. */
export const NAME_WIDTH = 64;
/** How wide titles and values may be. */
export const VALUE_WIDTH = 200;

const PROSE_LENGTH = 4000;

/** The facts that a card tells. */
export function toldFacts({ facts }: Card): CardFact[] {
  return facts.filter(({ value }) => value !== "");
}

/** The lines of a text, each safe to print; the middle of a very long one is left out. */
export function proseLines(text: string): string[] {
  const shown = text.length <= PROSE_LENGTH
    ? text
    : `${text.slice(0, PROSE_LENGTH / 2)}\n…\n${text.slice(-PROSE_LENGTH / 2)}`;
  return shown.trimEnd().split("\n").map(printable);
}
