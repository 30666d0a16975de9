/**
 * How objects show themselves: tables and cards as HTML that follows the frontend's theme, and as text.
 *
 * @module
 */
export { DISPLAY, displayResult, showBundle, type ShownBundle } from "./bundle.ts";
export type { Card, CardFact, CardSection } from "./card.ts";
export { cardHtml } from "./card_html.ts";
export { cardText } from "./card_text.ts";
export { diffHtml } from "./diff_html.ts";
export {
  flattenParams,
  formatBytes,
  formatDuration,
  formatNumber,
  formatNumbers,
  formatTime,
  formatValue,
} from "./format.ts";
export { escapeHtml, shorten } from "./html.ts";
export { htmlTable } from "./html_table.ts";
export { type Picture, pictureHtml } from "./picture.ts";
export { shellWord } from "./shell_word.ts";
export { sparkline } from "./sparkline.ts";
export type { TableCell, TableColumn, TableView } from "./table_view.ts";
export { statusBadge } from "./status.ts";
export { counted, pad, printable, textWidth, truncate } from "./text.ts";
export { textTable } from "./text_table.ts";
