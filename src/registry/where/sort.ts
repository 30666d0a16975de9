/**
 * Sorts runs by their fields.
 *
 * @module
 */
import type { ExperimentInfo } from "../experiment_info.ts";
import { shown, TokenCursor } from "./cursor.ts";
import { fieldValue } from "./evaluate.ts";
import { readField } from "./operand.ts";

interface Key {
  root: string;
  path: string[];
  descending: boolean;
}

function readKey(cursor: TokenCursor): Key {
  const minus = cursor.take("-");
  if (!minus) cursor.take("+");
  const { root, path } = readField(cursor, "a field to sort by, such as name");
  const falling = cursor.take("desc");
  if (!falling) cursor.take("asc");
  return { root, path, descending: minus !== falling };
}

function readKeys(sort: string): Key[] {
  const cursor = new TokenCursor(sort, "sort order");
  const keys: Key[] = [];
  do keys.push(readKey(cursor)); while (cursor.take(","));
  const token = cursor.peek();
  if (token.kind !== "end") cursor.fail(token, `expected "," or the end, found ${shown(token)}`);
  return keys;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || Number.isNaN(value);
}

function compareKeys(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : 1;
  return String(left) < String(right) ? -1 : 1;
}

/**
 * A comparator from a list such as `-metrics.accuracy.best,name`; `-` or ` desc` means from the
 * largest down. Runs that lack a field come last either way.
 *
 * @throws {WhereSyntaxError} If a field is none.
 */
export function compileSort(sort: string): (a: ExperimentInfo, b: ExperimentInfo) => number {
  const keys = readKeys(sort);
  return (a, b) => {
    for (const { root, path, descending } of keys) {
      const left = fieldValue(a, root, path);
      const right = fieldValue(b, root, path);
      if (isMissing(left) !== isMissing(right)) return isMissing(left) ? 1 : -1;
      if (isMissing(left) || left === right) continue;
      return descending ? -compareKeys(left, right) : compareKeys(left, right);
    }
    return 0;
  };
}
