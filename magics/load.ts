/** `%load`. @module */

import { reasonOf, typedPath } from "./folders.ts";
import { kernel } from "./kernel.ts";
import { isInRanges, parseRanges } from "./line_ranges.ts";
import type { Magic } from "./magic.ts";

/** Puts a file's text into the cell. */
export const load: Magic = {
  name: "load",
  summary: "Puts the text of a file or a URL into the cell, in place of the call.",
  usage: ["%load [-r LINES] FILE", "%load [-r LINES] URL"],
  examples: [
    ["%load model.ts", "the whole file"],
    ["%load -r 1-20,35 model.ts", "some of its lines"],
    ["%load https://example.com/model.ts", "what a server answers"],
  ],
  line: "arguments",
  options: { lines: { short: "r", value: "LINES", summary: "ranges of lines, such as 5-10" } },
  positional: ["path"],
  async run({ positional, options, text: typed }) {
    const source = positional[0];
    if (source === undefined) {
      throw new TypeError("Cannot load a file: no name is given, expected %load FILE");
    }
    const text = await read(String(source));
    const lines = options.lines === undefined ? text : some(text, String(options.lines));
    // The call stays, as a comment, to tell where the text is from.
    const call = `// %load ${typed.trim().replaceAll(/\s*\n\s*/g, " ")}\n`;
    kernel("load").tell("next-input", { text: `${call}${lines}`, replace: true });
  },
};

async function read(source: string): Promise<string> {
  if (/^https?:\/\//i.test(source)) {
    const response = await fetch(source);
    if (response.ok) return await response.text();
    await response.body?.cancel();
    throw new Error(
      `Cannot load ${JSON.stringify(source)}: the server answers ${response.status}, expected 200`,
    );
  }
  const path = typedPath(source);
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new Error(`Cannot load ${JSON.stringify(path)}: ${reasonOf(error)}, expected a file`);
  }
}

function some(text: string, typed: string): string {
  const ranges = parseRanges("load", typed);
  return text.split("\n").filter((_, index) => isInRanges(ranges, index + 1)).join("\n");
}
