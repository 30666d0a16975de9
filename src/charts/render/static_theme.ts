/**
 * A chart's colours in a picture, which cannot follow the theme of the page around it.
 *
 * @module
 */
import { loadVega } from "./vega.ts";

/** What a picture is drawn on where nothing else is asked for. */
export const DEFAULT_BACKGROUND = "white";

/** The luminance at which black and white text have the same contrast. */
const MIDDLE = 0.179;

interface Inks {
  title: string;
  text: string;
}

const ON_LIGHT: Inks = { title: "#222222", text: "#444444" };
const ON_DARK: Inks = { title: "#eeeeee", text: "#cccccc" };

/** Lines of axes are seen on both. */
const LINE = "#888888";

function configOf({ title, text }: Inks): Record<string, unknown> {
  return {
    axis: {
      labelColor: text,
      titleColor: text,
      domainColor: LINE,
      tickColor: LINE,
      gridColor: LINE,
      gridOpacity: 0.25,
    },
    legend: { labelColor: text, titleColor: text },
    header: { labelColor: text, titleColor: title },
    title: { color: title, subtitleColor: text },
    text: { color: text },
    style: {
      "guide-label": { fill: text },
      "guide-title": { fill: text },
      "group-title": { fill: title },
      "group-subtitle": { fill: text },
    },
  };
}

/**
 * Gives a specification a background and colours of text and axes that can be read on it.
 *
 * @param background A CSS colour; null leaves everything as the specification has it.
 * @throws {TypeError} If it is no colour.
 */
export async function onBackground(
  spec: Readonly<Record<string, unknown>>,
  background: string | null,
): Promise<Record<string, unknown>> {
  if (background === null) return { ...spec };
  const { vega } = await loadVega();
  const luminance = Number(vega.expressionFunction("luminance")(background));
  if (Number.isNaN(luminance)) {
    throw new TypeError(
      `Cannot draw a chart on the background ${JSON.stringify(background)}: expected a CSS colour`,
    );
  }
  const inks = luminance > MIDDLE ? ON_LIGHT : ON_DARK;
  const own = spec.config as Parameters<typeof vega.mergeConfig>[0];
  const frame = { view: { stroke: "transparent" } };
  return { ...spec, background, config: vega.mergeConfig(frame, own, configOf(inks)) };
}
