/** `%cd`. @module */

import { homedir } from "node:os";
import { reasonOf, typedPath } from "./folders.ts";
import type { Magic } from "./magic.ts";

/** The folder before the last `%cd`. */
let before: string | undefined;

/** Changes the working folder. */
export const cd: Magic = {
  name: "cd",
  summary: "Changes the working folder of the session; imports stay relative to the notebook.",
  usage: ["%cd [-q] FOLDER", "%cd -", "%cd"],
  examples: [
    ["%cd data/raw", "goes to a folder below"],
    ["%cd -", "goes back to where it was before"],
    ["%cd", "goes to the home folder, as `%cd ~` does"],
    ["%cd -q ..", "goes up, and shows nothing"],
  ],
  line: "arguments",
  isRaw: true,
  isSync: true,
  positional: ["folder"],
  run({ text }) {
    const [, quiet, rest] = /^\s*(-q(?=\s|$))?\s*(.*?)\s*$/s.exec(text)!;
    const here = Deno.cwd();
    const folder = rest === "" ? homedir() : rest === "-" ? before : typedPath(rest!);
    if (folder === undefined) {
      throw new Error("Cannot go back with %cd -: there was no folder before, expected a %cd");
    }
    try {
      Deno.chdir(folder);
    } catch (error) {
      throw new Error(
        `Cannot go to ${JSON.stringify(folder)}: ${reasonOf(error)}, expected a folder`,
      );
    }
    before = here;
    if (quiet === undefined) console.log(Deno.cwd());
  },
};
