/**
 * Histograms for TensorBoard.
 *
 * @module
 */
import type { Histogram } from "../../store/mod.ts";
import { DATA_CLASS, type PluginValue } from "./event.ts";
import { doubleTensor } from "./tensor.ts";

/** A histogram as rows of left edge, right edge, count; the last bin is closed there, too. */
export function histogramValue({ edges, counts }: Histogram): PluginValue {
  const rows = counts.flatMap((count, i) => [edges[i]!, edges[i + 1]!, count]);
  return {
    plugin: "histograms",
    dataClass: DATA_CLASS.tensor,
    tensor: doubleTensor([counts.length, 3], rows),
  };
}
