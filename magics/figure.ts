/** `%figure`, `%%figure`: figures and their names. @module */

import { activeRun } from "./current.ts";
import { labbook } from "./labbook.ts";
import type { Magic, MagicFinish } from "./magic.ts";
import { numberOf, textOf } from "./values.ts";

/** Logs a figure, or names those that the cell shows. */
export const figure: Magic = {
  name: "figure",
  summary: "Logs a figure into the active run, or names the figures that the cell shows.",
  usage: ["%figure NAME ${figure} [--step N]", "%figure NAME", "%%figure NAME"],
  examples: [
    ["%figure confusion ${chart}", "the chart in the variable `chart`, as figures/confusion"],
    ["%figure confusion", "what this cell shows from here on is kept under this name"],
    ["%%figure confusion", "what this cell shows is kept under this name"],
  ],
  line: "arguments",
  cell: "code",
  positional: ["text", "text"],
  options: { step: { summary: "the step that the figure belongs to", value: "N" } },
  async run({ kind, positional, options: { step } }) {
    if (positional.length === 0) {
      throw new TypeError("Cannot log a figure: no name is given, expected %figure NAME ${figure}");
    }
    const name = textOf(positional[0], "the figure's name");
    if (name.trim() === "") {
      throw new TypeError("Cannot log a figure: its name is empty, expected %figure NAME");
    }
    if (positional.length === 2) {
      const entry = await activeRun("figure").logFigure(positional[1], name, {
        ...step === undefined ? {} : { step: numberOf(step, "--step") },
      });
      return entry && kind === "line" ? Object.values(entry.files)[0]?.path : UNFINISHED;
    }
    labbook().host()?.tell("figure-name", { name });
    return kind === "cell" ? UNFINISHED : undefined;
  },
};

/** The name counts for the cell: nothing is left to do at its end. */
const UNFINISHED: MagicFinish = { finish: () => {} };
