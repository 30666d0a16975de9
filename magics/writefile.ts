/** `%%writefile`. @module */

import { reasonOf, typedPath } from "./folders.ts";
import type { Magic } from "./magic.ts";

/** Writes the cell into a file. */
export const writefile: Magic = {
  name: "writefile",
  summary: "Writes the lines below into a file, relative to the working folder.",
  usage: ["%%writefile [-a] FILE"],
  examples: [
    ["%%writefile model.ts", "writes a module, which later cells import from `./model.ts`"],
    ["%%writefile -a notes.md", "adds to the end of a file"],
  ],
  cell: "text",
  isSync: true,
  options: { append: { short: "a", summary: "adds to the end instead of replacing the file" } },
  positional: ["path"],
  run({ body = "", options, positional }) {
    const file = positional[0];
    if (file === undefined) {
      throw new TypeError("Cannot write a file: no name is given, expected %%writefile FILE");
    }
    const path = typedPath(String(file));
    const text = body === "" || body.endsWith("\n") ? body : `${body}\n`;
    try {
      const done = options.append === true ? append(path, text) : replace(path, text);
      console.log(`${done} ${path}`);
    } catch (error) {
      throw new Error(`Cannot write ${JSON.stringify(path)}: ${reasonOf(error)}`);
    }
  },
};

function append(path: string, text: string): string {
  Deno.writeTextFileSync(path, text, { append: true });
  return "Appending to";
}

/** Finds out by writing whether the file is there: looking would need a permission of its own. */
function replace(path: string, text: string): string {
  try {
    Deno.writeTextFileSync(path, text, { createNew: true });
    return "Writing";
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    Deno.writeTextFileSync(path, text);
    return "Overwriting";
  }
}
