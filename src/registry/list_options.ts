/**
 * Which runs a list has, and in which order.
 *
 * @module
 */
import { fromIso, type RunStatus } from "../store/mod.ts";
import type { ExperimentInfo } from "./experiment_info.ts";
import { nearest } from "./nearest.ts";
import { compileSort, evaluateWhere, parseWhere } from "./where/mod.ts";

/** Which runs `listExperiments()` of an `ExperimentRegistry` returns, and in which order. */
export interface ListOptions {
  /** A where-expression, such as `params.lr < 0.01 and metrics.accuracy.best > 0.9`. */
  where?: string;
  /** Fields to sort by, such as `-metrics.accuracy.best,name`; by default the newest run first. */
  sort?: string;
  /** How many runs at most. */
  limit?: number;
  /** How many runs to pass over before the first; 0 by default. */
  offset?: number;
  /** Only runs that stand so. */
  status?: RunStatus | RunStatus[];
  /** Only runs that have all of these tags. */
  tags?: string | string[];
}

const OPTIONS = ["where", "sort", "limit", "offset", "status", "tags"];
const STATUSES: string[] = [
  "running",
  "finished",
  "failed",
  "killed",
  "crashed",
] satisfies RunStatus[];

function asList<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function checkOptions(options: ListOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `Cannot list runs: there is no option ${JSON.stringify(unknown)}, expected one of ` +
        OPTIONS.join(", "),
    );
  }
  for (const name of ["where", "sort"] as const) {
    const value: unknown = options[name];
    if (value === undefined || typeof value === "string") continue;
    throw new TypeError(`Cannot list runs: ${name} is ${value}, expected a string`);
  }
  for (const name of ["limit", "offset"] as const) {
    const value: unknown = options[name];
    if (value === undefined || (Number.isInteger(value) && value as number >= 0)) continue;
    const Wrong = typeof value === "number" ? RangeError : TypeError;
    throw new Wrong(`Cannot list runs: the ${name} is ${value}, expected a whole number`);
  }
  for (const status of asList<string>(options.status)) {
    if (STATUSES.includes(status)) continue;
    const near = nearest(String(status), STATUSES);
    throw new RangeError(
      `Cannot list runs: there is no status ${JSON.stringify(status)}, ` +
        (near ? `did you mean "${near}"?` : `expected one of ${STATUSES.join(", ")}`),
    );
  }
  for (const tag of asList<unknown>(options.tags)) {
    if (typeof tag !== "string") {
      throw new TypeError(`Cannot list runs: a tag is ${tag}, expected a string`);
    }
  }
}

/** The newest run first; one without a time comes last. */
function newestFirst(runs: ExperimentInfo[]): ExperimentInfo[] {
  // Each time is read once; as texts they would not compare, as another tool's have no zone.
  const dated = runs.map((run) => ({ run, time: fromIso(run.startedAt) || -Infinity }));
  dated.sort((a, b) =>
    a.time !== b.time ? (a.time < b.time ? 1 : -1) : a.run.path < b.run.path ? -1 : 1
  );
  return dated.map(({ run }) => run);
}

/**
 * Checks the options of a list.
 *
 * @returns What chooses among runs, and puts them in order.
 * @throws {WhereSyntaxError} If the expression or the sort order cannot be read. {TypeError} or
 * {RangeError} if another option is wrong.
 */
export function compileList(options: ListOptions): (runs: ExperimentInfo[]) => ExperimentInfo[] {
  checkOptions(options);
  const { where, sort, limit = Infinity, offset = 0 } = options;
  const expression = where === undefined ? undefined : parseWhere(where);
  const order = sort === undefined ? undefined : compileSort(sort);
  const statuses = asList(options.status);
  const tags = asList(options.tags);
  return (runs) => {
    const chosen = runs.filter((run) =>
      (statuses.length === 0 || statuses.includes(run.status)) &&
      tags.every((tag) => run.tags.includes(tag)) &&
      (!expression || evaluateWhere(expression, run))
    );
    const sorted = order ? chosen.sort(order) : newestFirst(chosen);
    return offset === 0 && limit === Infinity ? sorted : sorted.slice(offset, offset + limit);
  };
}
