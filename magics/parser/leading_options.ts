/** The options before a magic's code: `%timeit -n 100 f()`. @module */

import type { MagicShape, OptionShape } from "./magic_shape.ts";

const OPTION = /[^\S\n]*(--?)([\p{L}\p{N}][\p{L}\p{N}-]*)(=?)/uy;
const VALUE = /[^\S\n]*(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\$\{[^}\n]*\}|[^\s"'])+/y;

/** Where the code begins behind a magic's name: behind all that are options of the magic. */
export function skipOptions(source: string, start: number, magic: MagicShape): number {
  let at = start;
  for (;;) {
    OPTION.lastIndex = at;
    const [text, dashes, name, equals] = OPTION.exec(source) ?? [];
    if (text === undefined) return at;
    const option = findOption(magic, name!, dashes === "-");
    if (option === undefined) return at;
    let end = at + text.length;
    if (option.value !== undefined) {
      VALUE.lastIndex = end;
      const value = VALUE.exec(source)?.[0];
      if (value !== undefined && (equals === "=" || !option.isOptional)) end += value.length;
    } else if (/[^\s]/.test(source[end] ?? "\n")) return at;
    at = end;
  }
}

function findOption(magic: MagicShape, name: string, isShort: boolean): OptionShape | undefined {
  const options = magic.options ?? {};
  if (!isShort) return Object.hasOwn(options, name) ? options[name] : undefined;
  return Object.values(options).find((option) => option.short === name);
}
