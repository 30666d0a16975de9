/** Runs that have the same value of a parameter. @module */

import { nearest } from "../registry/mod.ts";
import { distinct, paramText } from "./labels.ts";

/** More groups are not read. */
const MOST_GROUPS = 40;
const LABEL_WIDTH = 30;

/** A group of runs. */
export interface RunGroup {
  /** The value as a text; no two the same. */
  label: string;
  /** The places of its runs. */
  places: number[];
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  // Numbers first, and what is missing last.
  const rank = (value: unknown): number =>
    value === undefined ? 2 : typeof value === "number" ? 0 : 1;
  return rank(a) - rank(b);
}

/** Groups runs by a parameter, in the order of its values. */
export function groupRuns(
  params: readonly ReadonlyMap<string, unknown>[],
  by: string,
): RunGroup[] {
  const groups = new Map<string, { value: unknown; places: number[] }>();
  for (const [place, one] of params.entries()) {
    const value = one.get(by);
    const key = JSON.stringify(value) ?? "";
    const group = groups.get(key) ?? { value, places: [] };
    group.places.push(place);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort((a, b) => compareValues(a.value, b.value));
  const labels = distinct(
    sorted.map(({ value }) => value === undefined ? "(none)" : paramText(value, LABEL_WIDTH)),
  );
  return sorted.slice(0, MOST_GROUPS).map(({ places }, i) => ({ label: labels[i]!, places }));
}

/**
 * Checks that some run has a parameter.
 *
 * @throws {Error} If none has, with the nearest name.
 */
export function checkParam(params: readonly ReadonlyMap<string, unknown>[], name: string): void {
  const known = [...new Set(params.flatMap((one) => [...one.keys()]))];
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const listed = known.slice(0, 10).join(", ") + (known.length > 10 ? ", …" : "");
  throw new Error(
    `Cannot compare runs by ${JSON.stringify(name)}: none of them has this parameter` +
      (near !== undefined
        ? `, did you mean ${JSON.stringify(near)}?`
        : known.length > 0
        ? `, expected one of ${listed}`
        : ", they have none"),
  );
}
