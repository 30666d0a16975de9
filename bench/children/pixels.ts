/** Draws a comparison as it is sent, and its first panel with all points of its runs, and counts pixels. */

import { compare, ExperimentRegistry } from "../../mod.ts";
import { type ChartSpec, renderPng, renderSvg } from "../../src/charts/render/mod.ts";
import { comparePictures } from "../../tests/charts/picture_difference.ts";
import { type Picture, readPng } from "../../tests/charts/render_sample.ts";
import { report } from "../processes.ts";

/** What this child prints. */
export interface PixelsResult {
  /** How many pixels of lines the full chart has. */
  lines: number;
  /** How many of 100 of them are visibly others in the reduced chart. */
  percent: number;
  /** How many points the lines of the reduced chart have. */
  reduced: number;
  /** How many points the lines of the full chart have. */
  full: number;
}

/** A line of a comparison's chart, as its data have it. */
interface LineRow {
  r: string | null;
  x: number[];
  y: (number | null)[];
}

interface LinesSpec extends ChartSpec {
  datasets: { lines0: LineRow[] };
}

async function draw(spec: LinesSpec, lines0: LineRow[]): Promise<Picture> {
  const drawn = { ...spec, datasets: { ...spec.datasets, lines0 } };
  return readPng(await renderPng(await renderSvg(drawn)));
}

function pointsOf(rows: readonly LineRow[]): number {
  return rows.reduce((sum, { y }) => sum + y.filter((value) => value !== null).length, 0);
}

if (import.meta.main) {
  const [baseDir] = Deno.args as [string];
  const { runs, spec, metrics: [metric] } = await compare(undefined, { baseDir });
  const registry = new ExperimentRegistry(baseDir);
  const sent = (spec as LinesSpec).datasets.lines0;
  // Its row without values holds the axes of both at the same ends.
  const axis = sent.filter(({ r }) => r === null);
  const named = sent.filter(({ r }) => r !== null);
  const all: LineRow[] = [];
  for (const row of named) {
    // A label may go on with parameters, and other runs may be called run-10.
    const run = runs.findLast(({ name }) => row.r!.split(/[^\w-]/, 1)[0] === name)!;
    const { step, value } = await registry.metricHistory(run.path, metric!);
    all.push({ r: row.r, x: [...step], y: [...value] });
  }
  const none = await draw(spec as LinesSpec, axis);
  const few = await draw(spec as LinesSpec, sent);
  const full = await draw(spec as LinesSpec, [...all, ...axis]);
  const { lines, different } = comparePictures(few, full, none);
  const result: PixelsResult = {
    lines,
    percent: 100 * different / lines,
    reduced: pointsOf(named),
    full: pointsOf(all),
  };
  report(result);
}
