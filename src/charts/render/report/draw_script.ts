/**
 * What makes a report's chart interactive.
 *
 * @module
 */

/** The ids of the elements between which the script stands. */
export const CHART_IDS = { data: "chart-data", place: "chart" } as const;

/**
 * The script: it draws the chart in the colours of the theme, anew where that changes. Until it has, and
 * where it cannot, the picture is seen. Expressions are interpreted, since the page's policy lets no text
 * become code.
 */
export const DRAW_SCRIPT = `(() => {
  "use strict";
  const { spec, configs } = JSON.parse(document.getElementById("${CHART_IDS.data}").textContent);
  const place = document.getElementById("${CHART_IDS.place}");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let drawn;
  const draw = async () => {
    const theme = dark.matches ? "dark" : "light";
    const options = {
      mode: "vega-lite",
      renderer: "svg",
      ast: true,
      tooltip: { theme },
      actions: { export: true, source: false, compiled: false, editor: false },
    };
    drawn?.finalize();
    drawn = await vegaEmbed(place, { ...spec, config: configs[theme] }, options);
    document.documentElement.classList.add("interactive");
  };
  dark.addEventListener("change", draw);
  draw();
})();
`;
