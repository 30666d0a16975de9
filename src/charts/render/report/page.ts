/**
 * A page that stands alone: nothing in it is loaded from elsewhere, now or later.
 *
 * @module
 */
import { escapeHtml } from "../../../display/mod.ts";
import type { ChartFigure } from "./chart_figure.ts";
import { REPORT_STYLE } from "./style.ts";

/** A part of a page. */
export interface PageSection {
  /** Its heading; not escaped yet. */
  title: string;
  /** What is below it: HTML, in which all that users wrote is escaped. */
  html: string;
}

/** What a page holds. */
export interface Page {
  /** Its title; not escaped yet. */
  title: string;
  /** A line below it; not escaped yet. */
  about: string;
  /** Its chart. */
  figure?: ChartFigure;
  /** What is below the chart. */
  sections: PageSection[];
}

/** Writes a page as HTML. */
export function pageHtml({ title, about, figure, sections }: Page): string {
  const scripts = figure?.scripts ?? [];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(({ source }) => source).join(" ") || "'none'"}`,
    // Tables say in style attributes where their cells stand.
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const parts = sections.map((section) =>
    `<section>\n<h2>${escapeHtml(section.title)}</h2>\n<div>${section.html}</div>\n</section>`
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="about">${escapeHtml(about)}</p>
</header>
<main>
${figure?.html ?? ""}
${parts.join("\n")}
</main>
<footer>Made with Labbook. This file needs no network.</footer>
${figure?.data ?? ""}
${scripts.map(({ html }) => html).join("\n")}
</body>
</html>
`;
}
