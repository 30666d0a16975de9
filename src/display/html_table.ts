/** A table as HTML. @module */

import { escapeHtml, textElement } from "./html.ts";
import { type ShownCell, shownColumns, type TableView } from "./table_view.ts";

const CELL_WIDTH = 64;

/** Frontends align cells as they like: each says for itself. */
function cellHtml(
  tag: "th" | "td",
  { text, title, isMarked }: ShownCell,
  align: "left" | "right",
): string {
  const weight = isMarked ? ";font-weight:bold" : "";
  return textElement(`${tag} style="text-align:${align}${weight}"`, text, CELL_WIDTH, title);
}

/**
 * A table as HTML, without colours of its own: it follows the frontend's theme. All texts are escaped, long ones
 * are cut, with a title.
 */
export function htmlTable(view: TableView): string {
  const columns = shownColumns(view);
  const header = columns.map(({ name, align }) =>
    cellHtml("th", { text: name, title: undefined, isMarked: false }, align)
  ).join("");
  const rows = view.rows.map((_, row) => {
    const cells = columns.map(({ cells, align }) => cellHtml("td", cells[row]!, align));
    return `<tr>${cells.join("")}</tr>\n`;
  });
  const caption = view.caption === undefined
    ? ""
    : `<caption style="text-align:left;caption-side:top">${escapeHtml(view.caption)}</caption>`;
  return `<table style="table-layout:auto;margin-left:0">${caption}<thead><tr>${header}</tr></thead>\n` +
    `<tbody>${rows.join("")}</tbody></table>`;
}
