/** How runs and metrics are called in charts. @module */

import { flattenParams, formatNumber, formatValue, printable, truncate } from "../display/mod.ts";
import type { ExperimentInfo } from "../registry/mod.ts";

const TITLE_WIDTH = 60;
const LABEL_WIDTH = 46;
const NAME_WIDTH = 30;
const VALUE_WIDTH = 12;
/** So many parameters behind a run's name. */
const LABEL_PARAMS = 3;

/** Names of what every object has: Vega would take a title that is one of them for that, and draw nothing at all. */
const TAKEN: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  "__proto__",
]);

/** A text as a title: on one line, and cut in the middle. */
export function titleText(text: string, width = TITLE_WIDTH): string {
  const title = truncate(printable(text.slice(0, 2000)), width, "middle");
  // The space is not drawn.
  return TAKEN.has(title) ? `${title} ` : title;
}

/** A parameter's value in a label or a cell. */
export function paramText(value: unknown, width = VALUE_WIDTH): string {
  const text = typeof value === "number" ? formatNumber(value) : formatValue(value);
  return truncate(text.slice(0, 2000), width);
}

/** The parameters of each run, those within others under names with dots. */
export function flatParams(
  runs: readonly Pick<ExperimentInfo, "params">[],
): Map<string, unknown>[] {
  return runs.map(({ params }) => flattenParams<unknown>(params));
}

/** The names of the parameters that are not the same in all runs, in the order in which they were logged. */
export function differingParams(params: readonly ReadonlyMap<string, unknown>[]): string[] {
  const names = new Set(params.flatMap((one) => [...one.keys()]));
  return [...names].filter((name) =>
    new Set(params.map((one) => one.has(name) ? JSON.stringify(one.get(name)) : undefined)).size > 1
  );
}

/** Makes texts that are the same different. */
export function distinct(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    let unique = text;
    for (let i = 2; taken.has(unique); i++) unique = `${text} (${i})`;
    taken.add(unique);
    return unique;
  });
}

/** What each run is called: with its project where there are several, and with the parameters that differ. */
export function runLabels(
  runs: readonly Pick<ExperimentInfo, "project" | "name" | "params">[],
): string[] {
  const severalProjects = new Set(runs.map(({ project }) => project)).size > 1;
  const params = flatParams(runs);
  const shown = differingParams(params).slice(0, LABEL_PARAMS);
  return distinct(runs.map((run, i) => {
    const name = titleText(severalProjects ? `${run.project}/${run.name}` : run.name, NAME_WIDTH);
    const values = shown.filter((param) => params[i]!.has(param)).map((param) =>
      // The last part of a name tells enough.
      `${titleText(param.split(/[./]/).at(-1)!, VALUE_WIDTH)} ${paramText(params[i]!.get(param))}`
    );
    return truncate([name, ...values].join(" · "), LABEL_WIDTH);
  }));
}
