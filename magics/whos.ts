/** `%whos`. @module */

import { shownTable } from "./jupyter.ts";
import type { Magic } from "./magic.ts";
import { noVariables, type Variable, variables } from "./variables.ts";

/** Values are shown with no more characters. */
const MOST_CHARACTERS = 80;

/** Lists the variables with their types and values. */
export const whos: Magic = {
  name: "whos",
  summary: "Lists the variables that cells have declared, with types and values.",
  usage: ["%whos [TYPE …]"],
  examples: [
    ["%whos", "all variables"],
    ["%whos function", "the functions"],
  ],
  line: "arguments",
  isSync: true,
  positional: ["text"],
  isVariadic: true,
  run({ positional }) {
    const found = variables("whos", positional);
    if (found.length === 0) return noVariables(positional);
    const rows = found.map((variable) => ({
      Variable: variable.name,
      Type: variable.type,
      "Data/Info": describe(variable),
    }));
    return shownTable(["Variable", "Type", "Data/Info"], rows);
  },
};

function describe({ value, type }: Variable): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `n=${(value as unknown as { length?: number }).length ?? value}`;
  }
  if (value instanceof Map || value instanceof Set) return `n=${value.size}`;
  if (typeof value === "function") return type === "class" ? "class" : `${value.length} parameters`;
  const text = Deno.inspect(value, {
    depth: 1,
    compact: true,
    breakLength: Infinity,
    strAbbreviateSize: MOST_CHARACTERS,
  }).replaceAll(/\s+/g, " ");
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
