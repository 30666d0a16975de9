/**
 * A chart as SVG.
 *
 * @module
 */
import type { Loader, View } from "npm:vega@6.4.0";
import { stillSpec } from "../spec/still.ts";
import { type ChartSpec, compileChart } from "./compile.ts";
import { DEFAULT_BACKGROUND, onBackground } from "./static_theme.ts";
import { shippedMeter } from "./text_width.ts";
import { loadVega, withTextWidths } from "./vega.ts";

/** How an SVG is drawn. */
export interface SvgOptions {
  /**
   * A CSS colour; `"white"` by default. Text and axes take colours that can be read on it. `null` draws
   * none, with the colours of the specification.
   */
  background?: string | null;
}

/** What XML cannot hold, not even escaped. */
// deno-lint-ignore no-control-regex
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/**
 * Draws a Vega-Lite specification. Its data are in it: nothing is loaded from files or the network.
 *
 * @throws {TypeError} If it is no specification that can be drawn, or asks for data from elsewhere.
 */
export async function renderSvg(spec: ChartSpec, options: SvgOptions = {}): Promise<string> {
  const { background = DEFAULT_BACKGROUND } = options;
  const { vega } = await loadVega();
  const meter = await shippedMeter();
  const compiled = await compileChart(await onBackground(stillSpec(spec), background));
  const problems: string[] = [];
  let view: View | undefined;
  try {
    view = new vega.View(vega.parse(compiled), {
      renderer: "none",
      loader: refusingLoader(problems),
      logger: collectingLogger(problems) as never,
    });
    const drawn = view;
    const svg = await withTextWidths(vega, meter, () => drawn.toSVG());
    if (problems.length === 0) return svg.toWellFormed().replace(NO_XML, "\ufffd");
  } catch (error) {
    problems.push(vegaProblem(error));
  } finally {
    view?.finalize();
  }
  throw new TypeError(`Cannot draw a chart: ${problems[0]}`);
}

function vegaProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.replace(/\.$/, "")}, expected a specification that Vega can draw`;
}

/** Vega goes on without what it cannot load; what was refused is remembered instead. */
function refusingLoader(problems: string[]): Loader {
  const refuse = (uri: string): Promise<never> => {
    problems.push(`it loads ${JSON.stringify(uri)}, expected data within the specification`);
    return Promise.reject(new Error("Nothing is loaded"));
  };
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}

/** Vega tells its logger of an error, and draws what it has. */
function collectingLogger(problems: string[]): ReturnType<View["logger"]> {
  const logger = {
    level: () => logger,
    error: (...messages: unknown[]) => {
      problems.push(vegaProblem(messages[0]));
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger as never;
}
