/** `%lsmagic`. @module */

import { shownTable } from "./jupyter.ts";
import { kernel } from "./kernel.ts";
import type { Magic } from "./magic.ts";

/** The magic that lists all magics; they are asked for when it is called, as it is one of them. */
export function lsmagic(magics: () => Iterable<Magic>): Magic {
  return {
    name: "lsmagic",
    summary: "Lists the magics; `%name?` shows the help of one.",
    usage: ["%lsmagic"],
    examples: [["%lsmagic", "all magics, and what they do"]],
    line: "arguments",
    isSync: true,
    run() {
      const rows = [...magics()].map((magic) => ({
        Magic: spellings(magic).join("  "),
        "What it does": magic.summary,
      }));
      for (const [name, { help }] of kernel("lsmagic").magics) {
        rows.push({ Magic: `%${name}  %%${name}`, "What it does": help?.split("\n")[0] ?? "" });
      }
      return shownTable(["Magic", "What it does"], rows);
    },
  };
}

function spellings({ name, line, cell }: Magic): string[] {
  return [
    ...line === undefined ? [] : [`%${name}`],
    ...cell === undefined ? [] : [`%%${name}`],
  ];
}
