/**
 * Live charts in a kernel that draws none itself: this process does, between its other work.
 *
 * @module
 */
import { LiveChart } from "./live_chart.ts";
import type { LiveBundle } from "./live_frame.ts";
import type { LiveChartOptions } from "./live_options.ts";

/** `Deno.jupyter.display`. */
export type DisplayFunction = (
  data: LiveBundle["data"],
  options: { raw: true; display_id: string; update: boolean },
) => Promise<void>;

const charts = new Map<string, { chart: LiveChart; last: LiveBundle }>();

/** Shows a chart, or shows one again that goes on, and updates it until its runs have ended. */
export async function updateInProcess(
  id: string,
  options: LiveChartOptions,
  display: DisplayFunction,
): Promise<void> {
  const send = ({ data }: LiveBundle, update: boolean): Promise<void> =>
    display(data, { raw: true, display_id: id, update });
  const running = charts.get(id);
  if (running !== undefined) return await send(running.last, false);
  const chart = new LiveChart(options, (bundle) => {
    kept.last = bundle;
    send(bundle, true).catch(tell);
  });
  const kept = { chart, last: chart.first() };
  charts.set(id, kept);
  chart.ended.catch(tell).finally(() => charts.delete(id));
  await send(kept.last, false);
  // Nobody here knows when the cell is over: from now on quiet alone decides.
  chart.settle();
  chart.start();
}

function tell(error: unknown): void {
  console.warn(`This chart stopped: ${error instanceof Error ? error.message : error}`);
}
