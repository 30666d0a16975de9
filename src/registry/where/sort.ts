/**
 * Sorts runs by their fields.
 *
 * @module
 */
import type { ExperimentInfo } from "../experiment_info.ts";
import { WhereSyntaxError } from "./errors.ts";
import { fieldValue } from "./evaluate.ts";
import { parseWhere } from "./parser.ts";

interface Key {
  root: string;
  path: string[];
  descending: boolean;
}

function readKey(text: string): Key {
  const trimmed = text.trim();
  const direction = /\s+(asc|desc)$/i.exec(trimmed);
  const descending = trimmed.startsWith("-") !== (direction?.[1]?.toLowerCase() === "desc");
  const field = trimmed.replace(/^[-+]\s*/, "").replace(/\s+(asc|desc)$/i, "");
  if (field === "") throw new WhereSyntaxError(text, 0, "expected a field to sort by");
  // A field of a where-expression: read as one, so that both know the same.
  const parsed = parseWhere(`${field} is null`);
  if (parsed.kind !== "null" || parsed.operand.kind !== "field") {
    throw new WhereSyntaxError(text, 0, "expected a field to sort by");
  }
  return { root: parsed.operand.root, path: parsed.operand.path, descending };
}

/**
 * A comparator from a list such as `-metrics.accuracy.best,name`; `-` or ` desc` means from the
 * largest down. Runs that lack a field come last either way.
 *
 * @throws {WhereSyntaxError} If a field is none.
 */
export function compileSort(sort: string): (a: ExperimentInfo, b: ExperimentInfo) => number {
  const keys = sort.split(/,(?=(?:[^"'`]|"[^"]*"|'[^']*'|`[^`]*`)*$)/).map(readKey);
  return (a, b) => {
    for (const { root, path, descending } of keys) {
      const left = fieldValue(a, root, path);
      const right = fieldValue(b, root, path);
      const leftMissing = left === undefined || left === null || Number.isNaN(left);
      const rightMissing = right === undefined || right === null || Number.isNaN(right);
      if (leftMissing !== rightMissing) return leftMissing ? 1 : -1;
      if (leftMissing || left === right) continue;
      const order = typeof left === "number" && typeof right === "number"
        ? left - right
        : String(left) < String(right)
        ? -1
        : 1;
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}
