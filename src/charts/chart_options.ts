/** What a comparison can be told. @module */

import { nearest } from "../registry/mod.ts";

/** What the horizontal axis of curves is. */
export type ChartAxis = "step" | "time" | "relative";

/** How runs are compared. */
export type ChartKind = "curves" | "bars" | "scatter" | "parallel" | "table";

/** Options of `compare()`. */
export interface ChartOptions {
  /** The folder of all projects; by default `experiments`, or the environment's LABBOOK_DIR. */
  baseDir?: string;
  /** Only this project's runs. */
  project?: string;
  /**
   * Which metrics, in this order; `*` stands for any part of a name. By default those that most runs have, losses and
   * accuracies first, six at most, without those of the system.
   */
  metrics?: string[];
  /** What the horizontal axis of curves is: `"step"` by default, `"relative"` for seconds since the start. */
  x?: ChartAxis;
  /**
   * The parameter to group bars by, or to draw a scatter plot over; without `kind` its values say which of them is
   * drawn.
   */
  by?: string;
  /** An expression that chooses runs, such as `params.lr < 0.01`. */
  where?: string;
  /** How many runs at most, the newest; where no runs are named 20 by default. */
  last?: number;
  /** How much curves are smoothed, from 0 (not at all) to below 1, as in TensorBoard. */
  smooth?: number;
  /** Whether the axis of the values is logarithmic. */
  log?: boolean;
  /** What is drawn: `"curves"` by default, of each run's best values everything else. */
  kind?: ChartKind;
  /** The width of the whole in pixels; 640 by default. */
  width?: number;
  /** The height of one panel in pixels. */
  height?: number;
}

/** The options with all defaults that do not depend on the runs. */
export interface ResolvedOptions extends Omit<ChartOptions, "by" | "height"> {
  /** What the horizontal axis is. */
  x: ChartAxis;
  /** From 0 to below 1. */
  smooth: number;
  /** Whether values are drawn on a logarithmic axis. */
  log: boolean;
  /** The width of the whole in pixels. */
  width: number;
  /** The parameter, for bars and scatter plots. */
  by: string | undefined;
  /** The height of a panel in pixels; undefined where the chart is to choose. */
  height: number | undefined;
}

const AXES: readonly string[] = ["step", "time", "relative"] satisfies ChartAxis[];
const KINDS: readonly string[] = [
  "curves",
  "bars",
  "scatter",
  "parallel",
  "table",
] satisfies ChartKind[];
const BY_KINDS: readonly string[] = ["bars", "scatter"] satisfies ChartKind[];
const DEFAULT_WIDTH = 640;

/** What each option must be, and how that is said. */
const CHECKS: Record<keyof ChartOptions, [fits: (value: unknown) => boolean, expected: string]> = {
  baseDir: [isText, "a path"],
  project: [isText, "a project's name"],
  metrics: [(value) => Array.isArray(value) && value.length > 0 && value.every(isText), "names"],
  x: [(value) => AXES.includes(value as string), oneOf(AXES)],
  by: [isText, "a parameter's name"],
  where: [isText, "an expression"],
  last: [(value) => Number.isSafeInteger(value) && value as number > 0, "a whole number above 0"],
  smooth: [
    (value) => typeof value === "number" && value >= 0 && value < 1,
    "a number from 0 to below 1",
  ],
  log: [(value) => typeof value === "boolean", "true or false"],
  kind: [(value) => KINDS.includes(value as string), oneOf(KINDS)],
  width: [(value) => isSize(value, 200, 4000), "a number from 200 to 4000"],
  height: [(value) => isSize(value, 60, 4000), "a number from 60 to 4000"],
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isSize(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function oneOf(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(", ");
}

function shown(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" || typeof value === "string"
    ? JSON.stringify(value).slice(0, 100)
    : String(value);
}

/** `: did you mean "curves"?`, or what would have been right. */
function hint(name: string, value: unknown, expected: string): string {
  const words = name === "kind" ? KINDS : name === "x" ? AXES : [];
  const near = typeof value === "string" ? nearest(value, words) : undefined;
  return near === undefined ? `, expected ${expected}` : `: did you mean ${JSON.stringify(near)}?`;
}

/**
 * Checks the options of a comparison, and puts in the defaults.
 *
 * @throws {TypeError} If an option does not exist, or is of the wrong type. {RangeError} If a value is outside of
 * what it may be.
 */
export function resolveChartOptions(options: ChartOptions): ResolvedOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `Cannot compare runs: the options are ${shown(options)}, expected an object`,
    );
  }
  const names = Object.keys(CHECKS);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      const near = nearest(name, names);
      throw new TypeError(
        `Cannot compare runs: there is no option ${JSON.stringify(name)}` +
          (near
            ? `: did you mean ${JSON.stringify(near)}?`
            : `, expected one of ${names.join(", ")}`),
      );
    }
    if (value === undefined) continue;
    const [fits, expected] = CHECKS[name as keyof ChartOptions];
    if (fits(value)) continue;
    const isOutside = typeof value === "number" || name === "x" || name === "kind";
    throw new (isOutside ? RangeError : TypeError)(
      `Cannot compare runs: the option ${name} is ${shown(value)}${hint(name, value, expected)}`,
    );
  }
  if (options.by !== undefined && options.kind !== undefined && !BY_KINDS.includes(options.kind)) {
    throw new TypeError(
      `Cannot compare runs by ${
        shown(options.by)
      } as ${options.kind}: expected the kind bars or scatter`,
    );
  }
  const { x = "step", smooth = 0, log = false, width = DEFAULT_WIDTH } = options;
  return { ...options, x, smooth, log, width, by: options.by, height: options.height };
}
