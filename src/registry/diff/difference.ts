/**
 * What differs between two runs, piece by piece.
 *
 * @module
 */
import { flattenParams } from "../../display/mod.ts";
import type { JsonValue } from "../../store/mod.ts";

/** A value that two runs do not share. */
export interface Difference {
  /** What it is; of values within others the whole path, with dots. */
  name: string;
  /** The first run's value; undefined where it has none. */
  a: JsonValue | undefined;
  /** The second run's value; undefined where it has none. */
  b: JsonValue | undefined;
}

/** A metric of two runs. */
export interface MetricDifference {
  /** The metric. */
  name: string;
  /** Whether the smallest or the largest value is best. */
  mode: "min" | "max";
  /** The last values; null where a run has none. */
  last: [a: number | null, b: number | null];
  /** The best values at any step; null where a run has none. */
  best: [a: number | null, b: number | null];
}

/** A file of code that two runs do not share. */
export interface FileDifference {
  /** The path, as the run's code has it. */
  path: string;
  /** Whether only the second run has it, only the first, or both. */
  change: "added" | "removed" | "changed";
  /** The unified difference from the first run to the second; null where it cannot be shown. */
  diff: string | null;
  /** Why it is not shown, or what is special about it; empty where nothing is. */
  note: string;
}

/** The values, nested ones with dots, that are not the same. */
export function differencesOf(
  a: Record<string, JsonValue>,
  b: Record<string, JsonValue>,
): Difference[] {
  const [before, after] = [flattenParams(a), flattenParams(b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) =>
    JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name))
  ).map((name) => ({ name, a: before.get(name), b: after.get(name) }));
}
