/**
 * The points of metrics as charts need them: few, in order, and what is special about them.
 *
 * @module
 */
import type { ExperimentInfo } from "../registry/mod.ts";
import { fromIso, hasJournal, type MetricColumns, readMetric, readMetrics } from "../store/mod.ts";
import type { ResolvedOptions } from "./chart_options.ts";
import { type Curve, prepareCurve } from "./curve.ts";

/** What may be read at the same time: each may hold a metric of millions of points. */
const AT_ONCE = 4;

/** A run's metric that could not be read. */
export interface UnreadableMetric {
  /** The run. */
  run: ExperimentInfo;
  /** Why. */
  message: string;
}

/** The curves of all runs. */
export interface MetricData {
  /** Of each metric, the curve of each run; undefined where a run has none. */
  curves: Map<string, (Curve | undefined)[]>;
  /** What could not be read. */
  unreadable: UnreadableMetric[];
}

/** What is read of a run: one metric after the other, so that only one is whole in memory. */
async function* readRun(
  run: ExperimentInfo,
  metrics: readonly string[],
): AsyncGenerator<[metric: string, columns: MetricColumns]> {
  const wanted = metrics.filter((name) => Object.hasOwn(run.metrics, name));
  if (hasJournal(run.path)) {
    // The journal is read as a whole each time: once is enough.
    const all = await readMetrics(run.path);
    for (const name of wanted) {
      const columns = all.get(name);
      if (columns) yield [name, columns];
    }
    return;
  }
  for (const name of wanted) yield [name, await readMetric(run.path, name)];
}

/**
 * Reads and reduces metrics of runs.
 *
 * @param pixels How wide a panel is at most.
 */
export async function readCurves(
  runs: readonly ExperimentInfo[],
  metrics: readonly string[],
  options: Pick<ResolvedOptions, "x" | "smooth" | "log">,
  pixels: number,
): Promise<MetricData> {
  const curves = new Map<string, (Curve | undefined)[]>(
    metrics.map((name) => [name, new Array(runs.length).fill(undefined)]),
  );
  const unreadable: UnreadableMetric[] = [];
  const waiting = runs.entries();
  const work = async (): Promise<void> => {
    for (const [place, run] of waiting) {
      const start = fromIso(run.startedAt);
      try {
        for await (const [name, columns] of readRun(run, metrics)) {
          curves.get(name)![place] = prepareCurve(name, columns, { ...options, start, pixels });
        }
      } catch (error) {
        unreadable.push({ run, message: (error as Error).message });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { curves, unreadable };
}
