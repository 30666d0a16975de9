/** `%model`: models. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Stores a model in the run. */
export const model: Magic = {
  name: "model",
  summary: "Stores a model in the active run: a value, or the path of a file or folder.",
  usage: ["%model NAME ${model}", "%model NAME PATH"],
  examples: [["%model final ${model}", "the model in the variable `model`, as models/final"]],
  line: "arguments",
  positional: ["text", "path"],
  async run({ positional, isAssigned }) {
    if (positional.length !== 2) {
      throw new TypeError(
        "Cannot log a model: expected its name and the model, %model NAME ${model}",
      );
    }
    const [name, value] = positional;
    const entry = await activeRun("model").logModel(value, textOf(name, "the model's name"));
    if (entry === undefined || isAssigned) return entry;
    return `${entry.path} (version ${entry.version}, ${entry.size} bytes)`;
  },
};
