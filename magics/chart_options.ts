/** The options that magics which draw runs have in common. @module */

import type { MagicOption } from "./magic.ts";
import { countOf, numberOf, textOf } from "./values.ts";

/** Options of `%compare` by their long name. */
export const CHART_OPTIONS: Readonly<Record<string, MagicOption>> = {
  project: { summary: "of which project", value: "P", kind: "project" },
  metrics: { summary: "which metrics", value: "A,B", isList: true, kind: "metric" },
  x: { summary: "what the horizontal axis is", value: "AXIS", kind: ["step", "time", "relative"] },
  by: { summary: "the parameter to group or spread by", value: "PARAMETER", kind: "parameter" },
  where: { summary: "an expression that chooses runs", value: "TEXT", kind: "text" },
  last: { summary: "only the newest N runs", value: "N", kind: "text" },
  smooth: { summary: "how much to smooth curves, 0 to 1", value: "S", kind: "text" },
  log: { summary: "logarithmic values" },
  kind: {
    summary: "which chart",
    value: "KIND",
    kind: ["curves", "bars", "scatter", "parallel", "table"],
  },
  dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" },
};

/** The options of a call, as `compare()` takes them. */
export function chartOptions(options: Record<string, unknown>): Record<string, unknown> {
  const { project, metrics, x, by, where, last, smooth, log, kind, dir } = options;
  return {
    ...project === undefined ? {} : { project: textOf(project, "--project") },
    ...metrics === undefined ? {} : { metrics },
    ...x === undefined ? {} : { x: textOf(x, "--x") },
    ...by === undefined ? {} : { by: textOf(by, "--by") },
    ...where === undefined ? {} : { where: textOf(where, "--where") },
    ...last === undefined ? {} : { last: countOf(last, "--last") },
    ...smooth === undefined ? {} : { smooth: numberOf(smooth, "--smooth") },
    ...log === true ? { log: true } : {},
    ...kind === undefined ? {} : { kind: textOf(kind, "--kind") },
    ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
  };
}
