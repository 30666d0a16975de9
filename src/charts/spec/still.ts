/** Charts without what only those need who can move a mouse over them. @module */

import { PICKED_PARAM } from "./run_channels.ts";
import { HOVER_DATA, OVERVIEW, type Part, ZOOM_PARAM } from "./theme.ts";

/** Whether a part is there for the mouse only. */
function isForMouse({ name, data }: Part): boolean {
  const dataset = (data as Part | undefined)?.name;
  return name === OVERVIEW || (typeof dataset === "string" && dataset.startsWith(HOVER_DATA));
}

function paramOf(value: unknown): unknown {
  return (value as Part | undefined)?.param;
}

/** A channel that depends on what was picked or zoomed, as it is before anything was. */
function stillChannel(channel: unknown): unknown {
  const { condition, scale } = channel as Part;
  if (paramOf(condition) === PICKED_PARAM) return { value: (condition as Part).value };
  if (paramOf((scale as Part | undefined | null)?.domain) !== ZOOM_PARAM) return channel;
  const { domain: _, ...plain } = scale as Part;
  return { ...channel as Part, scale: plain };
}

function stillView(view: Part): Part {
  const still = { ...view };
  for (const key of ["layer", "concat", "vconcat"]) {
    if (!Array.isArray(view[key])) continue;
    still[key] = (view[key] as Part[]).filter((part) => !isForMouse(part)).map(stillView);
  }
  if (view.encoding !== undefined) {
    const channels = Object.entries(view.encoding as Part).filter(([name]) => name !== "tooltip");
    still.encoding = Object.fromEntries(
      channels.map(([name, channel]) => [name, stillChannel(channel)]),
    );
  }
  // Nothing goes beyond the axes before somebody zooms; pictures draw slowly what is clipped.
  if (typeof view.mark === "object" && (view.mark as Part).clip === true) {
    const { clip: _, ...mark } = view.mark as Part;
    still.mark = mark;
  }
  return still;
}

/**
 * A specification of a comparison as a picture needs it: without tooltips, zoom and the strip for it. Other
 * specifications are left as they are.
 */
export function stillSpec(spec: Part): Part {
  const params = spec.params as Part[] | undefined;
  if (!params?.some(({ name }) => name === PICKED_PARAM || name === ZOOM_PARAM)) return spec;
  const { params: _, ...still } = stillView(spec);
  const datasets = Object.entries(still.datasets as Part ?? {}).filter(([name]) =>
    name !== OVERVIEW && !name.startsWith(HOVER_DATA)
  );
  return { ...still, ...still.datasets ? { datasets: Object.fromEntries(datasets) } : {} };
}
