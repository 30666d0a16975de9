/** `%log`: metrics. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";
import { numberOf } from "./values.ts";

/** Logs metrics. */
export const log: Magic = {
  name: "log",
  summary: "Logs metrics into the active run.",
  usage: ["%log key=value … [--step N]"],
  examples: [
    ["%log loss=0.25 accuracy=0.9 --step 10", "two values at step 10"],
    ["%log train/loss=${loss} --step ${epoch}", "the value of a variable"],
  ],
  line: "arguments",
  isSync: true,
  pairs: "metric",
  options: { step: { summary: "the step", value: "N", kind: "text" } },
  run({ pairs, options: { step } }) {
    const names = Object.keys(pairs);
    if (names.length === 0) {
      throw new TypeError("Cannot log: no metric is given, expected such as %log loss=0.25");
    }
    const values: Record<string, number> = Object.create(null);
    for (const name of names) {
      const value = pairs[name];
      // What JSON does not have is a text: NaN, Infinity.
      values[name] = typeof value === "string" ? numberText(value, name) : value as number;
    }
    activeRun("log").logMetrics(values, step === undefined ? undefined : numberOf(step, "--step"));
  },
};

function numberText(text: string, name: string): number {
  return text === "NaN" ? NaN : numberOf(text, `the metric ${name}`);
}
