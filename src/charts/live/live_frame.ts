/**
 * One frame of a live chart: what a frontend draws until the next one comes.
 *
 * @module
 */
import type { JsonValue } from "../../store/mod.ts";
import { EMBED_OPTIONS, onPage } from "../render/page_theme.ts";
import { runLabels } from "../labels.ts";
import type { LiveLines, ShownMetrics } from "./live_lines.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { liveHeading, liveSpec } from "./live_spec.ts";
import { liveText } from "./live_text.ts";

/** A run as it is drawn. */
export interface FrameRun {
  /** The unique id: its colour. */
  id: string;
  /** The project. */
  project: string;
  /** The name. */
  name: string;
  /** The parameters. */
  params: Record<string, JsonValue>;
  /** Its lines. */
  lines: LiveLines;
}

/** What is displayed. */
export interface LiveBundle {
  /** The chart by MIME type. */
  data: Record<string, unknown>;
  /** How it is to be drawn. */
  metadata: Record<string, unknown>;
}

/**
 * One transparent pixel. A page that finds a PNG in a bundle makes none of its own, which takes half a second and
 * 100 kB each time.
 */
const NO_PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/** The type of charts that frontends draw themselves. */
export const CHART_TYPE = "application/vnd.vegalite.v5+json";

/** Draws what was read until now. */
export function liveFrame(
  metrics: ShownMetrics,
  runs: FrameRun[],
  options: LiveChartOptions,
): LiveBundle {
  return {
    data: {
      [CHART_TYPE]: onPage(liveSpec(runs, metrics, options)),
      "image/png": NO_PICTURE,
      "text/plain": liveText(
        liveHeading(runs, options).title,
        metrics.names,
        runLabels(runs),
        runs,
      ),
    },
    metadata: {
      [CHART_TYPE]: { embed_options: EMBED_OPTIONS },
      // What is worth keeping comes last.
      labbook: { figure: false },
    },
  };
}
