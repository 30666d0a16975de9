/**
 * Compares a run with the one that repeats it.
 *
 * @module
 */
import { type JsonValue, readMetrics } from "../../store/mod.ts";
import { flattenParams } from "../../display/mod.ts";
import type { Rerun } from "./find_rerun.ts";
import { type MetricVerdict, verifyMetrics } from "./verify.ts";

/** A parameter that is not what it was. */
export interface ParamDifference {
  /** The parameter, nested ones with dots. */
  name: string;
  /** Its value in the first run; undefined where it had none. */
  before?: JsonValue;
  /** Its value in the second run; undefined where it has none. */
  after?: JsonValue;
}

/** What came of the comparison. */
export interface RerunVerdict {
  /** Whether all metrics came out the same. */
  same: boolean;
  /** Each metric. */
  metrics: MetricVerdict[];
  /** The parameters that differ: the code sets them from something that changes. */
  params: ParamDifference[];
}

/** Compares the metrics and parameters of two runs. */
export async function judge(first: Rerun, again: Rerun): Promise<RerunVerdict> {
  const [before, after] = [first, again].map(({ summary }) => flattenParams(summary.params));
  const params: ParamDifference[] = [];
  for (const name of new Set([...before!.keys(), ...after!.keys()])) {
    const [was, is] = [before!.get(name), after!.get(name)];
    if (JSON.stringify(was) !== JSON.stringify(is)) params.push({ name, before: was, after: is });
  }
  const metrics = verifyMetrics(await readMetrics(first.path), await readMetrics(again.path));
  return { same: metrics.every(({ same }) => same), metrics, params };
}
