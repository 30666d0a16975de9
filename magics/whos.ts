/** `%whos`. @module */

import { shownTable } from "./jupyter.ts";
import type { Magic } from "./magic.ts";
import { plural } from "./numbers.ts";
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
  let text: string;
  try {
    text = infoOf(value, type).replaceAll(/\s+/g, " ");
  } catch (error) {
    // Looking at a value may call its own code, which may do anything.
    text = `(cannot be shown: ${error instanceof Error ? error.message : typeof error})`;
  }
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function infoOf(value: unknown, type: string): string {
  if (Array.isArray(value)) return `n=${value.length}`;
  if (ArrayBuffer.isView(value)) return `n=${"length" in value ? value.length : value.byteLength}`;
  if (value instanceof Map || value instanceof Set) return `n=${value.size}`;
  if (value instanceof Error) return String(value);
  if (type === "class") return "class";
  if (typeof value === "function") return plural(value.length, "parameter");
  return Deno.inspect(value, {
    depth: 1,
    compact: true,
    breakLength: Infinity,
    strAbbreviateSize: MOST_CHARACTERS,
  });
}
