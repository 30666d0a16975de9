/** `%history`. @module */

import { typedPath } from "./folders.ts";
import { kernel } from "./kernel.ts";
import { isInRanges, parseRanges } from "./line_ranges.ts";
import type { Magic } from "./magic.ts";
import { countOption } from "./numbers.ts";

type Entry = [number: number, source: string];

/** Lists the cells that were run. */
export const history: Magic = {
  name: "history",
  summary: "Lists the cells that were run, or those with some numbers or a text.",
  usage: ["%history [-n] [-l N] [-g PATTERN] [-f FILE] [RANGE …]"],
  examples: [
    ["%history -n", "all cells with their numbers"],
    ["%history 3 7-9", "some cells"],
    ["%history -l 10", "the last ten"],
    ["%history -g track*lr", "those with such a text; `*` and `?` stand for any"],
    ["%history -f session.ts", "writes them into a file"],
  ],
  line: "arguments",
  options: {
    numbers: { short: "n", summary: "shows the numbers of the cells" },
    last: { short: "l", value: "N", summary: "only the last N cells" },
    grep: { short: "g", value: "PATTERN", summary: "only cells with such a text" },
    file: { short: "f", value: "FILE", kind: "path", summary: "writes them into a new file" },
  },
  positional: ["text"],
  isVariadic: true,
  run(call) {
    const { options, positional } = call;
    const last = countOption("history", call, "last");
    const ranges = positional.flatMap((range) => parseRanges("history", String(range)));
    let entries = kernel("history").ask("history", {}) as Entry[];
    // The cell that asks is no history yet.
    if (entries.at(-1)?.[1].includes("%history")) entries = entries.slice(0, -1);
    if (ranges.length > 0) entries = entries.filter(([number]) => isInRanges(ranges, number));
    if (options.grep !== undefined) {
      const pattern = glob(String(options.grep));
      entries = entries.filter(([, source]) => pattern.test(source));
    }
    if (last !== undefined) entries = entries.slice(-last);
    if (call.isAssigned) return entries.map(([, source]) => source);
    const text = entries.map((entry) => line(entry, options.numbers === true)).join("\n");
    if (options.file !== undefined) return write(String(options.file), text);
    return entries.length === 0 ? undefined : text;
  },
};

function line([number, source]: Entry, hasNumber: boolean): string {
  if (!hasNumber) return source;
  return `${String(number).padStart(4)}:${source.includes("\n") ? "\n" : " "}${source}`;
}

/** A pattern in which `*` and `?` stand for any characters, as a part of a text. */
function glob(pattern: string): RegExp {
  const parts = pattern.replaceAll(/[\\^$.+()[\]{}|]/g, "\\$&");
  return new RegExp(parts.replaceAll("*", ".*").replaceAll("?", "."), "s");
}

function write(file: string, text: string): void {
  const path = typedPath(file);
  try {
    Deno.writeTextFileSync(path, `${text}\n`, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new Error(`Cannot write the history into ${JSON.stringify(path)}: the file exists`);
  }
}
