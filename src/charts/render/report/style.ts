/**
 * How a report looks: light or dark as the reader's system is, and on paper.
 *
 * @module
 */

/** What a report's charts are drawn on, by theme. */
export const PAGE_COLORS = { light: "#ffffff", dark: "#111111" } as const;

/** The style sheet. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --page: ${PAGE_COLORS.light}; --text: #222; --soft: #5a5a5a; --line: #d8d8d8; --shade: #f5f5f5; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: ${PAGE_COLORS.dark}; --text: #e6e6e6; --soft: #a8a8a8; --line: #383838; --shade: #1c1c1c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 75rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); font-size: 1.2rem; overflow-wrap: anywhere; }
.about { margin: 0.25rem 0 0; color: var(--soft); }
section > div { overflow-x: auto; }
figure { margin: 1.5rem 0 0; overflow-x: auto; }
figure img { max-width: 100%; height: auto; }
.interactive .still { display: none; }
.vega-embed { padding-right: 38px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
tbody tr:hover { background: var(--shade); }
caption { padding: 0.5rem 0.75rem; color: var(--soft); }
details.change { border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.75rem; }
.change { margin: 0.75rem 0; }
.change > div { max-width: none !important; border-color: var(--line) !important; overflow-x: auto; }
.change > summary + div { border: none !important; padding: 0.5rem 0 0 !important; }
.change > summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.75rem; border-radius: 6px; background: var(--shade); overflow-x: auto;
  font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
footer { margin-top: 3rem; color: var(--soft); font-size: 0.85rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .interactive .still { display: block; }
  .live { display: none; }
  pre, th, td { white-space: pre-wrap; }
  th, td { padding: 0.1rem 0.4rem; font-size: 8pt; }
}
`;
