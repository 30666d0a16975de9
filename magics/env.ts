/** `%env`. @module */

import type { Magic } from "./magic.ts";

/** Names of variables whose values are shown to nobody who did not ask for them. */
const SECRET = /key|token|secret|passw|credential/i;

/** Reads and sets environment variables. */
export const env: Magic = {
  name: "env",
  summary: "Shows the environment variables, or one of them, or sets one for the session.",
  usage: ["%env", "%env NAME", "%env NAME=value"],
  examples: [
    ["%env", "all of them; values of keys, tokens and passwords are hidden"],
    ["const home = %env HOME", "the value of one"],
    ["%env CUDA_VISIBLE_DEVICES=0", "sets one, for this session and the programs that it starts"],
    ["%env MODEL=${name}", "sets one to the value of a variable"],
  ],
  line: "arguments",
  isRaw: true,
  isSync: true,
  positional: ["environment variable"],
  run({ text }) {
    const line = text.trim();
    if (line === "") return allVariables();
    const at = line.search(/[=\s]/);
    if (at === -1) return readVariable(line);
    const name = line.slice(0, at);
    // `NAME = value` means the same.
    const value = line.slice(at).replace(/^\s*=?\s*/, "");
    if (name === "" || name.includes("\0") || value.includes("\0")) {
      throw new TypeError(
        `Cannot set an environment variable: got ${JSON.stringify(line)}, expected NAME=value`,
      );
    }
    Deno.env.set(name, value);
    console.log(`env: ${name}=${shownValue(name, value)}`);
  },
};

function allVariables(): Record<string, string> {
  const variables = Object.entries(Deno.env.toObject()).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(
    variables.map(([name, value]) => [name, shownValue(name, value)]),
  );
}

function shownValue(name: string, value: string): string {
  return SECRET.test(name) ? "<hidden>" : value;
}

function readVariable(name: string): string {
  const value = Deno.env.get(name);
  if (value !== undefined) return value;
  throw new Error(
    `Cannot read the environment variable ${JSON.stringify(name)}: it is not set, expected one ` +
      `that %env lists`,
  );
}
