/** A table as text. @module */

import { shorten } from "./html.ts";
import { shownColumns, type TableView } from "./table_view.ts";
import { pad, printable, textWidth } from "./text.ts";

const CELL_WIDTH = 48;
const GAP = "  ";

/**
 * A table as lines of text with its columns below each other, as wide as a terminal shows them; long cells are cut.
 * The last line has no end.
 */
export function textTable(view: TableView): string {
  const columns = shownColumns(view).map(({ name, align, cells }) => {
    const texts = [name, ...cells.map(({ text }) => text)].map((text) => shorten(text, CELL_WIDTH));
    return { align, texts, width: Math.max(...texts.map(textWidth)) };
  });
  const line = (row: number): string =>
    columns.map(({ align, texts, width }) => pad(texts[row]!, width, align)).join(GAP).trimEnd();
  return [
    ...view.caption === undefined ? [] : [printable(view.caption)],
    line(0),
    columns.map(({ width }) => "─".repeat(width)).join(GAP),
    ...view.rows.map((_, row) => line(row + 1)),
  ].join("\n");
}
