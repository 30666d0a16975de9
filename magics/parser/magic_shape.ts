/** What the parser has to know of a magic. @module */

/** An option of a magic, as far as the parser has to know it. */
export interface OptionShape {
  /** How its value is called; without it the option takes none. */
  value?: string;
  /** Whether the value may be left out. */
  isOptional?: boolean;
  /** Whether the value is a list, with commas between. */
  isList?: boolean;
  /** A letter for `-x`. */
  short?: string;
}

/** A magic, as far as the parser has to know it. */
export interface MagicShape {
  /** The name, without `%`. */
  name: string;
  /** What follows `%name`; undefined where there is only `%%name`. */
  line?: "arguments" | "code" | "function";
  /** What the lines below `%%name` are; undefined where there is only `%name`. */
  cell?: "code" | "text" | "function";
  /** Its options by their long name. */
  options?: Readonly<Record<string, OptionShape>>;
  /** One entry for each argument that may stand alone. */
  positional?: readonly unknown[];
  /** Whether the last of these may be repeated. */
  isVariadic?: boolean;
  /** Whether it takes `key=value`: anything but undefined. */
  pairs?: unknown;
  /** Whether all behind the name is one text. */
  isRaw?: boolean;
  /** Whether it is called without `await`. */
  isSync?: boolean;
  /** Whether it takes any arguments and options, as a magic does that a user registered. */
  isOpen?: boolean;
}

/** The magics there are, by name. */
export type MagicTable = ReadonlyMap<string, MagicShape>;

/** The magic that `!command` calls. */
export const SYSTEM = "system";

/** The shape of a magic that a user registered. */
export function registeredShape(name: string): MagicShape {
  return { name, line: "arguments", cell: "text", isOpen: true };
}
