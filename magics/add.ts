/** `%add`. @module */

import type { Magic } from "./magic.ts";
import { addPackages } from "./packages.ts";

/** Adds dependencies. */
export const add: Magic = {
  name: "add",
  summary: "Adds packages to the `deno.json` that counts for the notebook; one is made beside it " +
    "where there is none.",
  usage: ["%add npm:NAME[@VERSION] …", "%add jsr:@SCOPE/NAME[@VERSION] …"],
  examples: [
    ["%add npm:simple-statistics", "the newest version; cells then import `simple-statistics`"],
    ["%add npm:zod@4 npm:d3-array", "two packages, one of them in a version"],
  ],
  line: "arguments",
  positional: ["text"],
  isVariadic: true,
  async run({ positional, signal }) {
    const added = await addPackages(positional, signal);
    for (const { name, specifier } of added) console.log(`Added ${specifier} as "${name}"`);
  },
};
