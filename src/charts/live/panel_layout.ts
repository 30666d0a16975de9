/**
 * How large the panels of a live chart are: whatever it shows, the whole keeps its size.
 *
 * @module
 */
import { type Layout, layoutPanels, ROW_GAP } from "../spec/theme.ts";

/** The panels of a live chart. */
export interface LiveLayout extends Layout {
  /** How many there are: one, empty, where no metric is known. */
  count: number;
  /** The height that `compare()` is to be told, for the same size; undefined where it is its own. */
  asked: number | undefined;
}

/** The width of the whole in pixels. */
export const CHART_WIDTH = 640;

/**
 * The layout for so many metrics.
 *
 * @param known How many metrics are known.
 * @param isOpen Whether there may be more to come: up to four then share an area that stays as large.
 */
export function liveLayout(known: number, isOpen: boolean): LiveLayout {
  const count = Math.max(1, known);
  const row = layoutPanels(4, CHART_WIDTH, undefined).height;
  const asked = isOpen && count <= 2 ? 2 * row + ROW_GAP : undefined;
  return { ...layoutPanels(count, CHART_WIDTH, asked), count, asked };
}
