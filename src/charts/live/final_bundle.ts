/**
 * What a live chart ends with: the comparison, as large as the frames before it.
 *
 * @module
 */
import { compare } from "../compare.ts";
import { chartBundle, type ChartSpec } from "../render/mod.ts";
import { CHART_TYPE, type LiveBundle } from "./live_frame.ts";
import type { ShownMetrics } from "./live_lines.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { liveLayout } from "./panel_layout.ts";
import { steadySpec } from "./steady.ts";

/**
 * Draws all points.
 *
 * @param last The last frame: where no run has logged a metric, that is all there is.
 * @param logged The metrics that were.
 */
export async function finalBundle(
  last: LiveBundle,
  logged: string[],
  { names, isOpen }: ShownMetrics,
  { dirs, x, smooth, log }: LiveChartOptions,
): Promise<LiveBundle> {
  const frame = last.data[CHART_TYPE] as ChartSpec & { title: { text: string } };
  if (logged.length === 0) return await chartBundle(frame, last.data["text/plain"] as string);
  const { asked } = liveLayout(names.length, isOpen);
  const comparison = await compare([...dirs], {
    kind: "curves",
    metrics: logged,
    ...x === undefined ? {} : { x },
    ...smooth === undefined ? {} : { smooth },
    ...log === undefined ? {} : { log },
    ...asked === undefined ? {} : { height: asked },
  });
  const spec = steadySpec(comparison.spec!, frame.title.text, []);
  return await chartBundle(spec, comparison.text());
}
