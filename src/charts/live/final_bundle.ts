/**
 * What a live chart ends with: the comparison, as large as the frames before it.
 *
 * @module
 */
import { compare } from "../compare.ts";
import { chartBundle } from "../render/mod.ts";
import type { FrameRun, LiveBundle } from "./live_frame.ts";
import { liveHeading, liveSpec } from "./live_spec.ts";
import type { ShownMetrics } from "./live_lines.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { liveLayout } from "./panel_layout.ts";
import { steadySpec } from "./steady.ts";

/**
 * Draws all points; where no run has logged a metric, what the frames showed.
 *
 * @param logged The metrics that were.
 */
export async function finalBundle(
  runs: readonly FrameRun[],
  logged: string[],
  metrics: ShownMetrics,
  options: LiveChartOptions,
): Promise<LiveBundle> {
  const heading = liveHeading(runs, options);
  if (logged.length === 0) {
    return await chartBundle(liveSpec(runs, metrics, options), `${heading.title}: no metrics`);
  }
  const { dirs, x, smooth, log } = options;
  const { asked } = liveLayout(metrics.names.length, metrics.isOpen);
  const comparison = await compare([...dirs], {
    kind: "curves",
    metrics: logged,
    ...x === undefined ? {} : { x },
    ...smooth === undefined ? {} : { smooth },
    ...log === undefined ? {} : { log },
    ...asked === undefined ? {} : { height: asked },
  });
  // What only all points tell, such as what a logarithmic axis leaves out.
  const { subtitle: notes = heading.notes } = comparison.spec!.title as { subtitle?: string[] };
  const spec = steadySpec(comparison.spec!, { ...heading, notes });
  return await chartBundle(spec, comparison.text());
}
