/** `%tag`: tags of the run. @module */

import { activeRun } from "./current.ts";
import type { Magic } from "./magic.ts";
import { textOf } from "./values.ts";

/** Adds tags to the run. */
export const tag: Magic = {
  name: "tag",
  summary: "Adds tags to the active run.",
  usage: ["%tag TAG …"],
  examples: [["%tag baseline good", "two tags"]],
  line: "arguments",
  isSync: true,
  positional: ["text"],
  isVariadic: true,
  run({ positional }) {
    if (positional.length === 0) {
      throw new TypeError("Cannot tag: no tag is given, expected %tag TAG …");
    }
    activeRun("tag").setTags(positional.map((one) => textOf(one, "a tag")));
  },
};
