/**
 * Vega-Lite to Vega, with what is wrong with a specification told as an error.
 *
 * @module
 */
import type { Spec } from "npm:vega@6.4.0";
import type { TopLevelSpec } from "npm:vega-lite@6.4.3";
import { FONT_FAMILY } from "./fonts.ts";
import { loadVega } from "./vega.ts";

/** A Vega-Lite specification, as plain data. */
export type ChartSpec = Readonly<Record<string, unknown>>;

/** Fonts of charts that name none: a browser without ours takes its own. */
const FONT = `"${FONT_FAMILY}", "Verdana", sans-serif`;

/**
 * Compiles a specification.
 *
 * @throws {TypeError} If Vega-Lite does not understand it.
 */
export async function compileChart(spec: ChartSpec): Promise<Spec> {
  const { vegaLite } = await loadVega();
  const logger = {
    level: () => logger,
    error: (message: unknown) => {
      throw new Error(String(message));
    },
    // It draws the chart all the same, as frontends do, which say nothing either.
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  try {
    return vegaLite.compile(spec as unknown as TopLevelSpec, {
      logger: logger as never,
      config: { font: FONT },
    }).spec;
  } catch (cause) {
    throw new TypeError(
      `Cannot draw a chart: ${
        (cause as Error).message.replace(/\.$/, "")
      }, expected a Vega-Lite specification`,
      { cause },
    );
  }
}
