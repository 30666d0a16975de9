/**
 * The chart of a report: a picture for each theme, and what draws it interactively.
 *
 * @module
 */
import { escapeHtml } from "../../../display/mod.ts";
import type { ChartSpec } from "../compile.ts";
import { onBackground } from "../static_theme.ts";
import { renderSvg } from "../svg.ts";
import { CHART_IDS, DRAW_SCRIPT } from "./draw_script.ts";
import { inlineData, type InlineScript, inlineScript } from "./inline_script.ts";
import { chartLibraries } from "./libraries.ts";
import { PAGE_COLORS } from "./style.ts";

/** A chart in a page. */
export interface ChartFigure {
  /** Where it is seen. */
  html: string;
  /** What makes it interactive; below it in the page. */
  scripts: InlineScript[];
  /** What the scripts read; above them in the page. */
  data: string;
}

/**
 * Draws a chart for a page.
 *
 * @param description What those are told who do not see it.
 */
export async function chartFigure(spec: ChartSpec, description: string): Promise<ChartFigure> {
  const { light, dark } = PAGE_COLORS;
  const [onLight, onDark, lightSpec, darkSpec, libraries] = await Promise.all([
    renderSvg(spec, { background: light }),
    renderSvg(spec, { background: dark }),
    onBackground(spec, light),
    onBackground(spec, dark),
    chartLibraries(),
  ]);
  // Images cannot run the scripts that an SVG might have.
  const html = `<figure>
<picture class="still">
<source media="screen and (prefers-color-scheme: dark)" srcset="${dataUrl(onDark)}">
<img src="${dataUrl(onLight)}" alt="${escapeHtml(description)}">
</picture>
<div class="live"><div id="${CHART_IDS.place}"></div></div>
</figure>`;
  const { $schema: _, ...drawn } = spec;
  const configs = { light: lightSpec.config, dark: darkSpec.config };
  return {
    html,
    scripts: [...libraries, DRAW_SCRIPT].map(inlineScript),
    data: inlineData(CHART_IDS.data, { spec: drawn, configs }),
  };
}

function dataUrl(svg: string): string {
  return `data:image/svg+xml;base64,${new TextEncoder().encode(svg).toBase64()}`;
}
