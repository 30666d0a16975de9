/** Commands for the shell, with values that it cannot take for code. @module */

import { fileURLToPath } from "node:url";

/** A script, and the variables that it refers to. */
export interface ShellScript {
  /** The text for `sh -c`. */
  script: string;
  /** Shell variables by name. */
  variables: Record<string, string>;
}

/** Where a place in a script stands. */
type Context = "plain" | "single" | "double" | "substitution" | "backquote";

/**
 * Puts values into a command as references to variables, so that each is one word, whatever is in it: the shell
 * never parses a value. An array outside of quotes is as many words as it has elements.
 *
 * @throws {TypeError} A value is neither a text nor what has an obvious one.
 */
export function shellScript(texts: readonly string[], values: readonly unknown[]): ShellScript {
  const variables: Record<string, string> = {};
  const contexts: Context[] = ["plain"];
  let script = "";
  for (const [index, text] of texts.entries()) {
    follow(text, contexts);
    script += text;
    if (index >= values.length) break;
    const value = values[index];
    const words = (Array.isArray(value) ? value : [value]).map(wordOf);
    const references = words.map((word) => {
      const name = `labbook_${Object.keys(variables).length + 1}`;
      variables[name] = word;
      return reference(name, contexts.at(-1)!);
    });
    script += references.join(" ");
  }
  return { script, variables };
}

/** Single quotes keep all that is in them as it is. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function reference(name: string, context: Context): string {
  if (context === "double") return `\${${name}}`;
  if (context === "single") return `'"\${${name}}"'`;
  return `"\${${name}}"`;
}

/** Follows quotes and substitutions through a part of a script. */
function follow(text: string, contexts: Context[]): void {
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const context = contexts.at(-1)!;
    if (context === "single") {
      if (character === "'") contexts.pop();
    } else if (character === "\\") {
      at++;
    } else if (character === '"') {
      if (context === "double") contexts.pop();
      else contexts.push("double");
    } else if (character === "'" && context !== "double") {
      contexts.push("single");
    } else if (character === "`") {
      const opened = contexts.lastIndexOf("backquote");
      if (opened === -1) contexts.push("backquote");
      else contexts.length = opened;
    } else if (character === "(" && (text[at - 1] === "$" || context === "substitution")) {
      contexts.push("substitution");
    } else if (character === ")" && context === "substitution") {
      contexts.pop();
    }
  }
}

function wordOf(value: unknown): string {
  const text = value instanceof URL
    ? value.protocol === "file:" ? fileURLToPath(value) : value.href
    : ["string", "number", "boolean", "bigint"].includes(typeof value)
    ? String(value)
    : undefined;
  if (text !== undefined && !text.includes("\0")) return text;
  const given = Deno.inspect(value, { depth: 0, compact: true });
  throw new TypeError(
    `Cannot put a value into a command: got ${given}, expected a text, a number, a boolean, a URL, ` +
      "or an array of them",
  );
}
